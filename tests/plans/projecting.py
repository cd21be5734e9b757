"""Small builders for tests of projects. Each works in the scope that the test has entered."""

from io import BytesIO
from typing import Any

from PIL import Image

from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.work.plans.actions import photos, project_rows
from drehscheibe.work.plans.actions import projects as actions
from drehscheibe.work.plans.models import Contribution, Indicator, Milestone, Part, Project, ProjectPhoto

BY = Machine("test")


def project(title: str = "Familientag", **values: Any) -> Project:
    return actions.add_project({"title": title, "state": Project.State.RUNNING, **values}, by=BY)


def contribution(of: Project, **values: Any) -> Contribution:
    row = project_rows.add_row(of, Contribution, values, by=BY)
    assert isinstance(row, Contribution)
    return row


def part(of: Project, title: str, **values: Any) -> Part:
    row = project_rows.add_row(of, Part, {"title": title, **values}, by=BY)
    assert isinstance(row, Part)
    return row


def milestone(of: Project, title: str, **values: Any) -> Milestone:
    row = project_rows.add_row(of, Milestone, {"title": title, **values}, by=BY)
    assert isinstance(row, Milestone)
    return row


def indicator(of: Project, name: str = "Plätze", unit: str = "Plätze", **values: Any) -> Indicator:
    row = project_rows.add_row(of, Indicator, {"name": name, "unit": unit, **values}, by=BY)
    assert isinstance(row, Indicator)
    return row


def picture() -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (12, 8), "teal").save(out, "PNG")
    out.seek(0)
    return out


def photo(of: Project, **values: Any) -> ProjectPhoto:
    words = {"alt": "Kinder pflanzen Kräuter", "credit": "A. Beispiel", **values}
    return photos.add_photo(of, words, picture(), name="kraeuter.png", by=BY)
