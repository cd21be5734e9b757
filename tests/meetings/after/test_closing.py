"""The evening ends: numbers without gaps or doubles, tasks with owners, presences, the host's turn."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.actions.closing import close_meeting, reopen_meeting
from drehscheibe.work.meetings.actions.results import send_results
from drehscheibe.work.meetings.models import Decision, HostTurn, Meeting, Minutes, Presence, Task, TaskUpdate
from drehscheibe.work.meetings.vocabulary import MeetingState, Outcome, TaskState
from tests.accounts.conftest import database_for_threads
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.after.build import decision, entry, presence, running, task
from tests.rooms import TESTER, furnish


def _labels() -> list[tuple[str, str]]:
    return [(one.label, one.text) for one in Decision.objects.order_by("year", "number")]


def test_decisions_are_numbered_in_the_order_of_the_agenda(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = running(on=date(2026, 3, 4))
        first, second = making.item(meeting, "Feste"), making.item(meeting, "Geld")
        decision(meeting, second, "Wir beantragen 500 €.", outcome=Outcome.REJECTED, yes=1, no=8)
        decision(meeting, first, "Das Familienfest ist am 12. September.")
        decision(meeting, None, "Wir treffen uns im Mai wieder.")
        decision(meeting, first, "Noch offen.", outcome="")
        decision(meeting, first, "Gestrichen.", removed_at=timezone.now())
        entry(meeting, first, "Viele freuen sich.")
        close_meeting(meeting, by=cast.coordinator)

        assert _labels() == [
            ("2026/01", "Das Familienfest ist am 12. September."),
            ("2026/02", "Wir beantragen 500 €."),
            ("2026/03", "Wir treffen uns im Mai wieder."),
        ]
        rejected = Decision.objects.get(number=2)
        assert (rejected.title, rejected.outcome, rejected.yes, rejected.no, rejected.decided_on) == (
            "Geld", "rejected", 1, 8, date(2026, 3, 4),
        )  # fmt: skip


def test_each_year_begins_with_one_and_other_alliances_do_not_count(cast: Cast) -> None:
    for alliance in (cast.perle, cast.grimm):
        with scope.alliance(alliance.pk):
            body = making.body()
            for day in (date(2025, 5, 5), date(2026, 5, 5), date(2026, 6, 6)):
                meeting = running(body, on=day)
                decision(meeting, None, f"{day:%m/%Y}")
                close_meeting(meeting, by=TESTER)
            assert _labels() == [("2025/01", "05/2025"), ("2026/01", "05/2026"), ("2026/02", "06/2026")]


def test_a_second_press_changes_nothing(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = running()
        decision(meeting, None, "Ja.")
        task(meeting, None, "Raum mieten")
        first = close_meeting(meeting, by=cast.coordinator)
        stale = Meeting.objects.get(pk=meeting.pk)
        stale.state = MeetingState.RUNNING
        again = close_meeting(stale, by=cast.coordinator)

        assert (again.pk, stale.state) == (first.pk, "minutes")
        assert (Decision.objects.count(), Task.objects.count(), Minutes.objects.count()) == (1, 1, 1)


def test_tasks_know_whose_they_are(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = running()
        kita = making.partner("Kita Sonnenschein", email="anna@example.org", person="Anna Beispiel")
        seat = making.invitee(meeting, kita)
        task(meeting, None, "Raum mieten", owner=seat, due_on=date(2026, 12, 1))
        task(meeting, None, "Presse fragen", owner_name="Bernd Muster")
        task(meeting, None, "  ")
        close_meeting(meeting, by=cast.coordinator)

        assert [(t.text, t.owner_name, t.organisation, t.due_on) for t in Task.objects.order_by("text")] == [
            ("Presse fragen", "Bernd Muster", None, None),
            ("Raum mieten", "Anna Beispiel", kita, date(2026, 12, 1)),
        ]
        assert Task.objects.get(text="Raum mieten").person_id == seat.person_id


def test_presences_end_and_the_host_had_its_turn(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        host = making.partner("Mehrgenerationenhaus", email="mgh@example.org")
        meeting = running(on=date(2026, 3, 4), host=host)
        stayed, late = making.invitee(meeting, host), making.invitee(meeting, making.partner("Kita"))
        left = making.invitee(meeting, making.partner("Bücherei"))
        presence(stayed)
        presence(late, minutes=500)
        presence(left, left_at=meeting.starts_at + timedelta(minutes=30))
        close_meeting(meeting, by=cast.coordinator)

        ends = {row.invitee_id: row.left_at for row in Presence.objects.all()}
        assert ends == {
            stayed.pk: meeting.ends_at,
            late.pk: meeting.starts_at + timedelta(minutes=500),
            left.pk: meeting.starts_at + timedelta(minutes=30),
        }
        assert meeting.closed_at == meeting.ends_at
        assert [(turn.organisation, turn.on) for turn in HostTurn.objects.all()] == [(host, date(2026, 3, 4))]


def test_reopened_evening_keeps_its_numbers(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = running()
        kita = making.invitee(meeting, making.partner("Kita"))
        presence(kita)
        one = decision(meeting, None, "Eins")
        two = decision(meeting, None, "Zwei")
        close_meeting(meeting, by=cast.coordinator)
        year = Decision.objects.latest("pk").year
        reopen_meeting(meeting, by=cast.coordinator)
        assert (meeting.state, Presence.objects.get().left_at) == ("running", None)

        one.removed_at = timezone.now()
        one.save()
        two.text = "Zwei, besser"
        two.save()
        decision(meeting, None, "Drei")
        close_meeting(meeting, by=cast.coordinator)

        found = [(d.label, d.text, d.withdrawn_at is None) for d in Decision.objects.order_by("number")]
        assert found == [
            (f"{year}/01", "Eins", False), (f"{year}/02", "Zwei, besser", True), (f"{year}/03", "Drei", True),
        ]  # fmt: skip


def test_a_task_that_somebody_spoke_about_is_not_deleted_with_its_line(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = running()
        lines = [task(meeting, None, "Eins"), task(meeting, None, "Zwei")]
        close_meeting(meeting, by=cast.coordinator)
        TaskUpdate.objects.create(task=Task.objects.get(text="Eins"), state=TaskState.DOING, text="Läuft")
        reopen_meeting(meeting, by=cast.coordinator)
        for line in lines:
            line.removed_at = timezone.now()
            line.save()
        close_meeting(meeting, by=cast.coordinator)

        assert [(t.text, t.state) for t in Task.objects.all()] == [("Eins", "dropped")]


def test_what_was_sent_cannot_be_reopened(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        meeting = running()
        making.invitee(meeting, making.partner("Kita", email="anna@example.org"))
        send_results(meeting, by=cast.coordinator)
        with pytest.raises(ValidationError, match="schon verschickt"):
            reopen_meeting(meeting, by=cast.coordinator)
        assert Meeting.objects.get().state == "minutes"


def test_a_lead_closes_her_own_group_only(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        own, other = running(making.body("AG", lead=cast.group_lead)), running(making.body("Plenum"))
        close_meeting(own, by=cast.group_lead)
        with pytest.raises(PermissionDenied):
            close_meeting(other, by=cast.group_lead)
        assert (own.state, Meeting.objects.get(pk=other.pk).state) == ("minutes", "running")


@pytest.mark.django_db(transaction=True)
def test_evenings_that_end_at_the_same_moment_share_no_number(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scope.alliance(cast.perle.pk):
        meetings = [running(making.body(f"AG {n}"), on=date(2026, 3, 4)) for n in range(4)]
        for meeting in meetings:
            decision(meeting, None, "Ja")
            decision(meeting, None, "Nein")
    together = Barrier(4)

    def close(meeting: Meeting) -> list[int]:
        with closing(connection), scope.alliance(cast.perle.pk):
            together.wait(10)
            close_meeting(meeting, by=TESTER)
            return list(Decision.objects.filter(meeting=meeting).values_list("number", flat=True))

    with database_for_threads(tmp_path, monkeypatch), ThreadPoolExecutor(4) as pool:
        given = [done.result(30) for done in [pool.submit(close, meeting) for meeting in meetings]]

    assert sorted(number for numbers in given for number in numbers) == list(range(1, 9))
