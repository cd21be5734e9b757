"""The list of needs, and what there is for them field by field."""

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.plans.models import Measure, Need, NeedSupport, Project
from drehscheibe.work.plans.queries import dashboard
from drehscheibe.work.plans.queries import needs as queries
from drehscheibe.work.plans.vocabulary import Circle
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import client_of, furnish, text_of

from .needing import room, told


def test_list_finds_sorts_exports_and_keeps_its_statements(cast: Cast, django_assert_max_num_queries: object) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        partners = making.partners(4)
        for number in range(30):
            need = told(f"Bedarf {number:02d}", field="childcare" if number % 2 else "education")
            for one in partners[: number % 4]:
                NeedSupport.objects.create(need=need, organisation=one, name=one.name)
        told("Geheim", audience=Circle.TEAM)
    client = client_of(cast.reader)
    with django_assert_max_num_queries(20):  # type: ignore[operator]  # the fixture of pytest-django
        page = client.get(room(cast, "workspace_needs"))
    assert "Geheim" not in text_of(page)
    most = client.get(room(cast, "workspace_needs"), {"sortierung": "stimmen", "q": "Bedarf 0"}).content.decode()
    assert most.index("Bedarf 07") < most.index("Bedarf 02") < most.index("Bedarf 08")
    table = client.get(room(cast, "workspace_needs"), {"format": "csv"}).content.decode()
    assert (table.count("\r\n"), "Geheim" in table) == (31, False)
    assert client.get(room(cast, "workspace_needs"), {"format": "xlsx"}).content[:2] == b"PK"


def test_overview_praises_nobody_where_no_need_was_told(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        Project.objects.create(title="Hort", field="childcare", state=Project.State.RUNNING)
        page = text_of(client_of(cast.reader).get(room(cast, "workspace_need_overview")))
    assert "Noch hat niemand gesagt, was fehlt. Das gibt es schon:" in page
    assert "Für jedes Handlungsfeld" not in page


def test_overview_names_the_gap_until_a_project_closes_it(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        told(field="childcare")
        told("Nachhilfe", field="parenting_education")
        Measure.objects.create(title="Nachhilfe suchen", year=2026, need=Need.objects.get(title="Nachhilfe"))
        assert [(one.label, one.has_gap) for one in queries.overview(cast.reader)] == [
            ("Kinderbetreuung", True), ("Erziehung und Bildung", False)
        ]  # fmt: skip
        Project.objects.create(title="Hort", field="childcare", state=Project.State.RUNNING)
        assert [one.has_gap for one in queries.overview(cast.reader)] == [False, False]
        assert [need.title for need in dashboard.needs_waiting(cast.coordinator)] == [
            "Betreuung am Nachmittag", "Nachhilfe"
        ]  # fmt: skip
        assert list(dashboard.needs_waiting(cast.reader)) == []
