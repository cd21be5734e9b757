"""Going live leaves nothing of what was practised: everybody is asked and told anew, and only then."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from drehscheibe.frames.workspace.actions import go_live
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.meetings.access import HOST_PURPOSE, POLL_PURPOSE
from drehscheibe.work.meetings.actions import closing, dates, evening, hosting, minutes, polls, results, tasks
from drehscheibe.work.meetings.actions.hosting import Wanted
from drehscheibe.work.meetings.models import (
    Decision,
    Entry,
    HostRequest,
    HostTurn,
    Meeting,
    MeetingMail,
    Minutes,
    PollVoter,
    Presence,
    Remark,
    Stroke,
    Task,
    TaskUpdate,
)
from drehscheibe.work.meetings.vocabulary import MeetingState, ReplyChannel, StrokeKind, TaskState
from drehscheibe.work.partners.models import Organisation
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.after import build
from tests.meetings.inviting.build import assembly, invited, kita, sender, soon
from tests.rooms import furnish

ROOM = {"place_name": "Kita", "street": "Ring 1", "postcode": "19348", "town": "Perleberg", "seats": 20}


@pytest.fixture
def practising(cast: Cast) -> Iterator[Cast]:
    cast.perle.is_live = False
    cast.perle.save()
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        sender()
        yield cast


def _live(cast: Cast) -> None:
    go_live(
        cast.perle, responsible_body="Stadt Perleberg", privacy_contact="datenschutz@example.org",
        mailbox="buendnis@example.org", by=cast.coordinator,
    )  # fmt: skip


def _link(purpose: str) -> Link:
    return Link.objects.filter(purpose=purpose).latest("pk")


def _host(cast: Cast, partner: Organisation, *, how: ReplyChannel) -> Meeting:
    meeting = making.meeting(making.body())
    hosting.ask_hosts([Wanted(meeting, partner)], by=cast.coordinator)
    by = _link(HOST_PURPOSE) if how == ReplyChannel.LINK else cast.coordinator
    hosting.accept(HostRequest.objects.get(meeting=meeting), ROOM, by=by, how=how, who="Anna Beispiel")
    return meeting


@pytest.mark.parametrize(
    ("how", "state", "place"), [(ReplyChannel.LINK, "proposed", ""), (ReplyChannel.PHONE, "yes", "Kita")]
)
def test_host_that_answered_a_practised_question_is_asked_anew(
    practising: Cast, how: ReplyChannel, state: str, place: str
) -> None:
    meeting = _host(practising, kita(), how=how)
    _live(practising)
    meeting.refresh_from_db()
    asked = HostRequest.objects.get(meeting=meeting)
    assert (asked.state, asked.place_name, meeting.place_name) == (state, place, place)
    assert (meeting.host_id is None, meeting.host_confirmed_at is None) == (not place, not place)


def test_practice_says_of_no_partner_that_it_was_heard_of(practising: Cast) -> None:
    partner = kita()
    before = partner.heard_at
    _host(practising, partner, how=ReplyChannel.LINK)
    partner.refresh_from_db()
    assert partner.heard_at == before


def test_question_that_was_only_practised_was_never_asked(practising: Cast) -> None:
    meeting = making.meeting(making.body())
    hosting.ask_hosts([Wanted(meeting, kita())], by=practising.coordinator)
    _live(practising)
    asked = HostRequest.objects.get()
    assert (asked.state, asked.asked_at) == ("proposed", None)
    assert hosting.ask_hosts([Wanted(meeting, asked.organisation)], by=practising.coordinator).mails == 1


def test_poll_asks_everybody_anew(practising: Cast) -> None:
    kita()
    body = making.body()
    values = {"body": body, "title": "Klausur", "answer_by": soon(10), "minutes": 60, "text": ""}
    poll = polls.save_poll(None, values, [making.at(soon(20)), making.at(soon(21))], by=practising.coordinator)
    polls.ask_poll(poll, by=practising.coordinator)
    answers = {one.pk: "yes" for one in poll.dates.all()}
    polls.vote(PollVoter.objects.get(), answers, who="Anna", by=_link(POLL_PURPOSE))
    _live(practising)
    poll.refresh_from_db()
    assert (poll.asked_at, PollVoter.objects.count()) == (None, 0)
    assert polls.ask_poll(poll, by=practising.coordinator) == 1


def test_dates_of_the_year_go_out_anew(practising: Cast) -> None:
    kita()
    meeting = making.meeting(making.body())
    year = timezone.localdate(meeting.starts_at).year
    dates.send_dates(year, by=practising.coordinator)
    _live(practising)
    meeting.refresh_from_db()
    assert (meeting.dates_sent_at, MeetingMail.objects.count()) == (None, 0)
    assert dates.send_dates(year, by=practising.coordinator).people == 1


def test_evening_played_through_before_its_day_goes_altogether(practising: Cast) -> None:
    partner = kita()
    meeting = invited(practising, assembly())
    item = making.item(meeting, "Familientag", done_at=timezone.now())
    guest = {"name": "Presse", "partner": ""}
    evening.open_evening(meeting, by=practising.coordinator)
    taken = evening.Taken(uuid4(), StrokeKind.GUEST, timezone.now(), guest)
    evening.take_stroke(meeting, taken, by=practising.coordinator)
    build.decision(meeting, item, "Wir feiern.", is_public=True)
    build.task(meeting, item, "Zelt bestellen")
    meeting.host = partner
    meeting.save()
    closing.close_meeting(meeting, by=practising.coordinator)
    _live(practising)
    meeting.refresh_from_db()
    item.refresh_from_db()
    left = [table._default_manager.count() for table in (Decision, Task, Minutes, HostTurn, Presence, Entry, Stroke)]
    assert (meeting.state, meeting.opened_at, meeting.closed_at) == ("draft", None, None)
    assert (left, item.done_at, meeting.invitees.count()) == ([0] * 7, None, 1)


def test_evening_that_was_keeps_its_text_and_sends_its_results_anew(practising: Cast) -> None:
    partner = kita()
    meeting = build.running(on=timezone.localdate() - timedelta(days=3))
    row = making.invitee(meeting, partner, answer="excused")
    build.decision(meeting, making.item(meeting, "Familientag"), "Wir feiern.")
    results.send_results(meeting, by=practising.coordinator)
    record = Minutes.objects.get()
    minutes.send_minutes(record, by=practising.coordinator)
    Remark.objects.create(minutes=record, invitee=row, name="Anna", text="Nein", is_objection=True)
    _live(practising)
    meeting.refresh_from_db()
    record.refresh_from_db()
    row.refresh_from_db()
    assert (meeting.state, row.answer, Decision.objects.get().label[4:]) == (MeetingState.MINUTES, "excused", "/01")
    assert (record.state, record.results_sent_at, record.sent_at, record.approves_on) == ("draft", None, None, None)
    assert Remark.objects.count() == 0
    Mail.objects.all().delete()
    assert len(results.send_results(meeting, by=practising.coordinator).mails) == 1
    assert Mail.objects.get().state == "waiting"


def test_silence_of_people_who_never_got_the_minutes_approves_nothing(practising: Cast) -> None:
    meeting = build.running(on=timezone.localdate() - timedelta(days=30))
    making.invitee(meeting, kita())
    record = closing.close_meeting(meeting, by=practising.coordinator)
    minutes.send_minutes(record, by=practising.coordinator)
    Minutes.objects.update(approves_on=timezone.localdate() - timedelta(days=1))
    minutes.approve_by_silence(by=minutes.Machine("meetings.minutes"))
    _live(practising)
    meeting.refresh_from_db()
    record.refresh_from_db()
    assert (meeting.state, record.state, record.approved_how) == ("minutes", "draft", "")


def test_task_is_where_the_team_left_it(practising: Cast) -> None:
    task = Task.objects.create(text="Zelt bestellen", organisation=kita(), owner_name="Anna", state=TaskState.DOING)
    by_team = {"task": task, "state": TaskState.DOING, "channel": "team"}
    TaskUpdate.objects.create(**by_team)
    TaskUpdate.objects.create(**{**by_team, "state": TaskState.DONE, "channel": "link"})
    tasks.Task.objects.filter(pk=task.pk).update(state=TaskState.DONE, done_at=timezone.now())
    _live(practising)
    task.refresh_from_db()
    assert (task.state, task.done_at) == (TaskState.DOING, None)
