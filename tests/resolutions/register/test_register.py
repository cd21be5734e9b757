"""The register is searched, filtered, sorted, handed out; nobody finds what is confidential; pages stay cheap."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.vocabulary import DecisionState, Manner, Outcome
from drehscheibe.work.resolutions.queries.dashboard import due_decisions
from tests import papers
from tests.conftest import Cast
from tests.meetings import making
from tests.resolutions.register.build import REGISTER, decided, evening, page
from tests.rooms import client_of, text_of

LATE = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def group(cast: Cast) -> Body:
    """Four numbers of two groups: done, between two meetings and late, refused, not taken."""
    with scope.alliance(cast.perle.pk):
        plenum, group = making.body("Plenum", BodyKind.PLENUM), making.body("AG Feste", lead=cast.group_lead)
        evening(plenum, "Die Öffnungszeiten der Ämter gelten.", on=date(2025, 3, 4), title="Frühjahr")
        Decision.objects.update(state=DecisionState.DONE, is_public=True)
        decided(group, 1, due_on=LATE, owner_name="Bernd Muster", manner=Manner.CIRCULAR)
        decided(plenum, 2, text="Wir kaufen ein Karussell.", outcome=Outcome.REJECTED)
        decided(plenum, 3, text="Gestrichen.", withdrawn_at=timezone.now())
    return group


def test_register_leads_to_the_votes_between_meetings_also_while_it_is_empty(cast: Cast) -> None:
    page_without_rows = client_of(cast.reader).get(REGISTER).content.decode()
    assert '<a class="kern-btn kern-btn--secondary" href="/arbeit/perle/treffen/abstimmungen/">' in page_without_rows


def test_register_finds_sorts_and_filters(cast: Cast, group: Body) -> None:
    client = client_of(cast.reader)
    wanted = {
        "": ["2026/01", "2026/03", "2026/02", "2025/01"],
        "?q=ämter": ["2025/01"],
        "?q=AEMTER+oeffnungs": ["2025/01"],
        "?q=2026/1": ["2026/01"],
        "?q=feste+luftballons": ["2026/01"],
        "?q=plenum": ["2026/03", "2026/02", "2025/01"],
        "?q=luftballons+ämter": [],
        "?jahr=2025": ["2025/01"],
        f"?gruppe={group.pk}": ["2026/01"],
        "?stand=ueberfaellig": ["2026/01"],
        "?stand=done": ["2025/01"],
        "?stand=abgelehnt": ["2026/02"],
        "?oeffentlich=on": ["2025/01"],
        "?jahr=unsinn": ["2026/01", "2026/03", "2026/02", "2025/01"],
    }
    found = {asked: [one.decision.label for one in client.get(REGISTER + asked).context["lines"]] for asked in wanted}
    assert found == wanted


def test_rows_say_state_owner_and_due_in_words(cast: Cast, group: Body) -> None:
    shown = text_of(client_of(cast.reader).get(REGISTER))
    parts = (
        "Über der Zeit",
        "Bernd Muster",
        "war bis",
        "zwischen den Treffen",
        "abgelehnt",
        "Nummer nicht belegt",
        "beschlussfähig",
    )
    assert [part in shown for part in parts] == [True, True, True, True, True, True, False]


def test_register_is_handed_out_as_table_and_paper(cast: Cast, group: Body) -> None:
    client = client_of(cast.reader)
    rows = client.get(f"{REGISTER}?format=csv&jahr=2025").content.decode("utf-8-sig").splitlines()
    book = load_workbook(io.BytesIO(client.get(f"{REGISTER}?format=xlsx").content))
    assert rows[1].startswith(
        "2025/01;04.03.2025;Plenum;Frühjahr;;Die Öffnungszeiten der Ämter gelten.;angenommen;12;1;2;ja;"
    )
    assert rows[1].split(";")[-5:] == ["erledigt", "", "", "", ""]
    labels = [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)]
    assert labels == ["2026/01", "2026/03", "2026/02", "2025/01"]

    paper = client.get(f"{REGISTER}auszug/?q=wir").content
    text = " ".join(papers.pages_of(paper))
    told = ("Auszug aus dem Beschlussbuch", "2 Beschlüsse · „wir“", "2026/01", "abgelehnt", "2025/01")
    assert papers.is_accessible(paper) is True
    assert [part in text for part in told] == [True, True, True, True, False]


def test_confidential_decisions_are_nowhere_but_for_who_leads(cast: Cast, group: Body) -> None:
    with scope.alliance(cast.perle.pk):
        secret = decided(group, 7, text="Streng Geheimes.", is_confidential=True, due_on=LATE, revisit_on=LATE)
    asked = [
        f"{REGISTER}?q=geheimes",
        f"{REGISTER}?format=csv",
        f"{REGISTER}auszug/",
        page(secret),
        page(secret, "auszug/"),
    ]
    for member, may in (
        (cast.reader, False),
        (cast.treasurer, False),
        (cast.group_lead, True),
        (cast.coordinator, True),
    ):
        client = client_of(member)
        said = [_text(client.get(url)) for url in asked]
        count = client.get(REGISTER).context["page"].paginator.count
        with scope.alliance(cast.perle.pk):
            waits = secret.pk in [due.decision.pk for due in due_decisions(member, timezone.localdate())]
        told = ["Streng Geheimes" in text for text in said]
        assert (told, count, waits) == ([may] * 5, 5 if may else 4, may), member.name
    assert client_of(cast.reader).get(page(secret)).status_code == 404


def _text(answer: object) -> str:
    content: bytes = answer.content  # type: ignore[attr-defined]  # an answer of the test client
    return " ".join(papers.pages_of(content)) if content.startswith(b"%PDF") else content.decode(errors="replace")


def test_other_alliances_find_nothing(cast: Cast, group: Body) -> None:
    client = client_of(cast.other_coordinator)
    assert list(client.get("/arbeit/grimm/treffen/beschluesse/?q=luftballons").context["lines"]) == []


def test_list_and_page_cost_the_same_with_few_and_many(cast: Cast, group: Body) -> None:
    client, counts = client_of(cast.coordinator), []
    with scope.alliance(cast.perle.pk):
        one = Decision.objects.get(year=2025)
        for number in range(2):
            for asked in (f"{REGISTER}?q=wir", page(one)):
                client.get(asked)
                with CaptureQueriesContext(connection) as spent:
                    client.get(asked)
                counts.append(len(spent))
            for extra in range(60):
                decided(group, 100 + 60 * number + extra, owner_organisation=making.partner(f"P{number}{extra}"))
    assert (counts[:2] == counts[2:], max(counts) <= 20) == (True, True), counts
