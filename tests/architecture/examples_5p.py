"""Objects for the routes of projects: a project with all that hangs on it, a programme, somebody with a page of her own."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from PIL import Image

from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.plans.actions import photos
from drehscheibe.work.plans.models import (
    Contribution,
    Indicator,
    IndicatorReading,
    Milestone,
    Programme,
    Project,
    ProjectPhoto,
)
from tests.meetings import making

from .example import Example, token


def _made() -> Project:
    return Project.objects.create(title="Lesepaten", state=Project.State.RUNNING)


def _project() -> dict[str, Any]:
    return {"project_id": _made().pk}


def _programme() -> dict[str, Any]:
    return {"programme_id": Programme.objects.create(name="Demokratie leben").pk}


def _indicator() -> Indicator:
    return Indicator.objects.create(project=_made(), name="Plätze", unit="Plätze", before=12, now=31, target=40)


def _reading() -> dict[str, Any]:
    row = _indicator()
    reading = IndicatorReading.objects.create(indicator=row, on=date(2026, 5, 4), value=Decimal(31))
    return {"project_id": row.project_id, "row_id": row.pk, "reading_id": reading.pk}


def _photo() -> ProjectPhoto:
    out = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, "PNG")
    words = {"alt": "Ein Buch", "credit": "A. Beispiel"}
    return photos.add_photo(_made(), words, BytesIO(out.getvalue()), name="buch.png", by=Machine("test"))


def _of(row: Contribution | Indicator | Milestone | ProjectPhoto) -> dict[str, Any]:
    return {"project_id": row.project_id, "row_id": row.pk}


def _milestone() -> dict[str, Any]:
    return _of(Milestone.objects.create(project=_made(), title="Raum gefunden"))


def _contribution() -> dict[str, Any]:
    return _of(Contribution.objects.create(project=_made(), name="Musikschule"))


def _page() -> dict[str, Any]:
    partner = making.partner("Bücherei", email="buecherei@example.org")
    return {"person_id": partner.contacts.get().person_id, "partner": partner}


def _own() -> dict[str, Any]:
    page = _page()
    project = Project.objects.create(title="Vorlesen", state=Project.State.RUNNING, owner=page["partner"])
    return {**token(PAGE_PURPOSE, page["person_id"]), "project_id": project.pk}


def _shown() -> dict[str, Any]:
    """Return the site of the alliance in scope, which shows a project."""
    _made()
    return {"slug": Alliance.objects.get(pk=scope.required().alliance_id).slug}


def _section() -> dict[str, Any]:
    return {**_milestone(), "section": "schritte"}


EXAMPLES = {
    "workspace_project": Example(_project),
    "workspace_project_edit": Example(_project),
    "workspace_project_remove": Example(_project),
    "workspace_project_move": Example(_project),
    "workspace_project_state": Example(_project),
    "workspace_project_finish": Example(_project),
    "workspace_project_copy": Example(_project),
    "workspace_project_edition": Example(_project),
    "workspace_project_task_add": Example(_project),
    "workspace_project_photo_add": Example(_project),
    "workspace_project_photo": Example(lambda: _of(_photo())),
    "workspace_project_photo_file": Example(lambda: _of(_photo())),
    "workspace_project_photo_remove": Example(lambda: _of(_photo())),
    "workspace_indicator": Example(lambda: _of(_indicator())),
    "workspace_reading_remove": Example(_reading),
    "workspace_milestone_reach": Example(_milestone),
    "workspace_contribution_settle": Example(_contribution),
    "workspace_project_row_add": Example(lambda: {**_project(), "section": "beitraege"}),
    "workspace_project_row": Example(_section),
    "workspace_project_row_remove": Example(_section),
    "workspace_programme": Example(_programme),
    "workspace_programme_edit": Example(_programme),
    "workspace_programme_remove": Example(_programme),
    "link_page_projects": Example(lambda: token(PAGE_PURPOSE, _page()["person_id"])),
    "link_page_project": Example(_own),
    "link_page_contribution": Example(_own),
    "alliance_projects": Example(_shown),
    "alliance_project": Example(lambda: {**_shown(), **_project()}),
}
