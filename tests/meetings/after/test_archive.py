"""The archive finds words in all that was said; cheap pages."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.actions.closing import close_meeting
from drehscheibe.work.meetings.models import Meeting
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.after.build import decision, entry, presence, running, task
from tests.rooms import TESTER, client_of

ARCHIVE = "/arbeit/perle/treffen/archiv/"


@pytest.fixture
def past(cast: Cast) -> list[Meeting]:
    with scope.alliance(cast.perle.pk):
        plenum, group = making.body("Plenum", BodyKind.PLENUM), making.body("AG Feste", BodyKind.WORKING)
        first, second = (
            running(plenum, on=date(2025, 3, 4), title="Frühjahr"),
            running(group, on=date(2026, 5, 6), title="Planung"),
        )
        decision(first, making.item(first, "Ämter und Mitwirkung"), "Die Öffnungszeiten der Straßenfeste gelten.")
        entry(
            second, making.item(second, "Verschiedenes"), "Die Feuerwehr leiht uns Bänke.\nDas ist sehr nett von ihr."
        )
        decision(second, None, "Wir kaufen Luftballons.")
        for meeting in (first, second):
            close_meeting(meeting, by=TESTER)
        making.meeting(plenum, title="Kommt noch")
        return [first, second]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Planung", "Frühjahr"]),
        ("?q=ämter", ["Frühjahr"]),
        ("?q=AEMTER+strassenfest", ["Frühjahr"]),
        ("?q=feuerwehr+bänke", ["Planung"]),
        ("?q=feuerwehr+ämter", []),
        ("?q=luftballons", ["Planung"]),
        ("?q=%25", ["Planung", "Frühjahr"]),
        ("?jahr=2025", ["Frühjahr"]),
        ("?art=working", ["Planung"]),
    ],
)
def test_archive_finds_all_words_in_any_text(cast: Cast, past: list[Meeting], query: str, titles: list[str]) -> None:
    page = client_of(cast.reader).get(ARCHIVE + query)
    assert [one.meeting.title for one, _decided in page.context["found"]] == titles


def test_snippet_shows_the_words_where_they_stand(cast: Cast, past: list[Meeting]) -> None:
    found = client_of(cast.reader).get(f"{ARCHIVE}?q=baenke").context["found"]
    assert [(one.label, one.pieces) for one in found[0][0].snippets] == [
        ("Notiz", [("Die Feuerwehr leiht uns ", False), ("Bänke.", True), (" Das ist sehr nett von ihr.", False)])
    ]


def test_archive_of_another_alliance_stays_closed(cast: Cast, past: list[Meeting]) -> None:
    found = client_of(cast.other_coordinator).get("/arbeit/grimm/treffen/archiv/?q=feuerwehr").context["found"]
    assert found == []


def _big(cast: Cast, seats: int) -> Meeting:
    with scope.alliance(cast.perle.pk):
        meeting = running(making.body(f"Vollversammlung {seats}"))
        first = Meeting.objects.count() * 300
        rows = [making.invitee(meeting, one) for one in making.partners(seats, first=first)]
        for row in rows[: seats // 2]:
            presence(row)
        for row in rows[:8]:
            item = making.item(meeting, "Punkt")
            decision(meeting, item, "Ja")
            task(meeting, item, "Tun", owner=row)
    return meeting


@pytest.mark.parametrize("page", ["ergebnisse", "protokoll"])
def test_pages_cost_the_same_for_ten_and_240_partners(cast: Cast, page: str) -> None:
    counts = []
    for seats in (10, 240):
        meeting = _big(cast, seats)
        with scope.alliance(cast.perle.pk):
            close_meeting(meeting, by=TESTER)
        client = client_of(cast.coordinator)
        client.get(f"/arbeit/perle/treffen/{meeting.pk}/{page}/")
        with CaptureQueriesContext(connection) as spent:
            client.get(f"/arbeit/perle/treffen/{meeting.pk}/{page}/")
        counts.append(len(spent))
    assert (counts[0] == counts[1], counts[1] <= 20) == (True, True), counts


@pytest.mark.parametrize("page", ["archiv", "aufgaben"])
def test_lists_cost_at_most_twenty_statements(cast: Cast, past: list[Meeting], page: str) -> None:
    with scope.alliance(cast.perle.pk):
        close_meeting(_big(cast, 20), by=TESTER)
    client = client_of(cast.coordinator)
    client.get(f"/arbeit/perle/treffen/{page}/")
    with CaptureQueriesContext(connection) as spent:
        client.get(f"/arbeit/perle/treffen/{page}/?q=punkt")
    assert len(spent) <= 20, [one["sql"][:80] for one in spent.captured_queries]
