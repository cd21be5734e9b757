"""What goes wrong by itself: clocks, hosts who answered for another day, second presses of a button."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.bodies.actions import write_note
from drehscheibe.work.bodies.models import RoomNote
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.access import HOST_PURPOSE
from drehscheibe.work.meetings.actions import again, drafts, hosting, inviting, minutes, moving, proposals
from drehscheibe.work.meetings.actions.closing import close_meeting
from drehscheibe.work.meetings.actions.hosting import Wanted
from drehscheibe.work.meetings.actions.meetings import change_meeting
from drehscheibe.work.meetings.models import Addendum, Decision, HostRequest, Meeting
from drehscheibe.work.meetings.vocabulary import EntryKind, ItemState, Outcome, ReplyChannel
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.after import build
from tests.meetings.inviting.build import assembly, invited, kita, mails, row, sender
from tests.rooms import client_of, furnish, hidden, text_of

ROOM = {"place_name": "Kita", "street": "Ring 1", "postcode": "19348", "town": "Perleberg", "seats": 20}


@pytest.fixture
def house(cast: Cast) -> Iterator[Cast]:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        sender()
        yield cast


# The clock


@pytest.mark.parametrize(
    ("begins", "ends", "text"),
    [
        ("02:30", "04:00", "Diese Uhrzeit gibt es an dem Tag nicht"),
        ("19:00", "17:00", "Das Ende liegt vor dem Beginn"),
        ("22:00", "02:30", ""),
    ],
)
@time_machine.travel("2027-01-10 12:00+01:00", tick=False)
def test_move_into_the_night_of_the_clock_change(house: Cast, begins: str, ends: str, text: str) -> None:
    kita()
    meeting = invited(house, assembly(reply_by=None))
    form = {
        "on": "2027-03-28",
        "begins": begins,
        "ends": ends,
        "form": "place",
        "place_name": "Rathaus",
        "tun": "senden",
    }
    page = client_of(house.coordinator).post(f"/arbeit/perle/treffen/{meeting.pk}/verlegen/", form)
    meeting.refresh_from_db()
    moved = timezone.localdate(meeting.starts_at) == date(2027, 3, 28)
    assert (moved, text in text_of(page)) == (not text, True)


@time_machine.travel("2027-01-10 12:00+01:00", tick=False)
def test_night_in_which_the_clock_is_put_back_lasts_an_hour_longer(house: Cast) -> None:
    kita()
    meeting = invited(house, assembly(reply_by=None))
    form = {
        "on": "2027-10-30",
        "begins": "22:00",
        "ends": "04:00",
        "form": "place",
        "place_name": "Rathaus",
        "tun": "senden",
    }
    client_of(house.coordinator).post(f"/arbeit/perle/treffen/{meeting.pk}/verlegen/", form)
    meeting.refresh_from_db()
    assert meeting.ends_at - meeting.starts_at == timedelta(hours=7)


# Hosts


def _hosted(cast: Cast, *, says_yes: bool = True) -> Meeting:
    meeting = making.meeting(making.body())
    hosting.ask_hosts([Wanted(meeting, kita())], by=cast.coordinator)
    if says_yes:
        _say_yes()
    meeting.refresh_from_db()
    return meeting


def _say_yes(**changed: object) -> HostRequest:
    link = Link.objects.filter(purpose=HOST_PURPOSE).latest("pk")
    asked = HostRequest.objects.get()
    return hosting.accept(asked, {**ROOM, **changed}, by=link, how=ReplyChannel.LINK, who="Anna")


@pytest.mark.parametrize("says_yes", [True, False])
def test_draft_that_a_host_knows_of_is_cancelled_and_the_host_told(house: Cast, says_yes: bool) -> None:
    meeting = _hosted(house, says_yes=says_yes)
    with pytest.raises(ValidationError):
        drafts.remove_meeting(meeting, by=house.coordinator)
    Mail.objects.all().delete()
    moving.cancel(meeting, reason="", by=house.coordinator)
    assert [(one.to_email, "Sie brauchen nichts vorzubereiten" in one.subject) for one in mails()] == [
        ("anna@example.org", True)
    ]
    assert HostRequest.objects.get().state == "withdrawn"


def test_host_that_is_invited_hears_of_the_cancellation_once(house: Cast) -> None:
    meeting = invited(house, _hosted(house))
    inviting.Mail.objects.update(state="sent")
    before = Mail.objects.count()
    moving.cancel(meeting, reason="", by=house.coordinator)
    assert [one.subject.split(":")[0] for one in mails()[before:]] == ["Abgesagt"]


def test_yes_for_the_old_day_is_no_yes_for_the_new_one(house: Cast) -> None:
    meeting = _hosted(house)
    values = {name: getattr(meeting, name) + timedelta(days=7) for name in ("starts_at", "ends_at")}
    before = Mail.objects.count()
    changed = change_meeting(meeting, values, version=meeting.version, by=house.coordinator)
    assert (HostRequest.objects.get().state, changed.host_confirmed_at) == ("asked", None)
    assert [one.to_email for one in mails()[before:]] == ["anna@example.org"]
    _say_yes()
    changed.refresh_from_db()
    assert (changed.host_confirmed_at is not None, changed.place_name) == (True, "Kita")


def test_whoever_moves_a_meeting_learns_that_its_host_is_asked_anew(house: Cast) -> None:
    meeting, client = _hosted(house), client_of(house.coordinator)
    address = f"/arbeit/perle/treffen/{meeting.pk}/bearbeiten/"
    day = timezone.localdate(meeting.starts_at) + timedelta(days=7)
    form = {"title": "Treffen", "on": f"{day}", "begin": "17:00", "end": "19:00", "form": "place", "audience": "alliance",
            "version": hidden(client.get(address), "version")}  # fmt: skip
    page = client.post(address, form, follow=True)
    assert "„Kita Sonnenschein“ ist für den neuen Termin noch einmal gefragt." in page.content.decode()


def test_host_of_a_meeting_that_moves_is_asked_for_the_new_day_and_the_place_stays(house: Cast) -> None:
    meeting = invited(house, _hosted(house))
    values = {name: getattr(meeting, name) + timedelta(days=7) for name in ("starts_at", "ends_at")}
    moving.move(meeting, values, by=house.coordinator)
    meeting.refresh_from_db()
    assert (HostRequest.objects.get().state, meeting.host_id, meeting.place_name) == ("asked", None, "Kita")


def test_yes_pressed_twice_bothers_nobody(house: Cast) -> None:
    invited(house, _hosted(house))
    before = Mail.objects.count()
    _say_yes()
    assert Mail.objects.count() == before
    _say_yes(room="Turnhalle")
    assert Mail.objects.count() == before + 1


# Second presses


def test_like_last_time_pressed_twice_is_one_draft(house: Cast) -> None:
    kita()
    making.partner("Hort", email="hort@example.org")
    source = making.meeting(making.body(), on=timezone.localdate() - timedelta(days=300))
    start = making.at(timezone.localdate() + timedelta(days=60))
    wanted = again.Again("Vollversammlung", start.date(), start.time(), (start + timedelta(hours=2)).time(), "ask")
    made = {again.repeat_meeting(source, wanted, by=house.coordinator).pk for _press in range(2)}
    assert (len(made), HostRequest.objects.count(), Mail.objects.count()) == (1, 1, 1)


def test_invitation_once_more_is_under_way_once(house: Cast) -> None:
    kita()
    invited(house)
    Mail.objects.update(state="sent")
    inviting.invite_again(row(), by=house.coordinator)
    with pytest.raises(ValidationError, match="schon unterwegs"):
        inviting.invite_again(row(), by=house.coordinator)


def test_message_to_a_group_sent_twice_goes_out_once(house: Cast) -> None:
    group = making.body("AG Familienzeit", BodyKind.WORKING)
    notes = {write_note(group, text="Bis Montag!", by=house.coordinator).pk for _press in range(2)}
    assert (len(notes), RoomNote.objects.count()) == (1, 1)


def test_forgotten_decision_gets_one_number_and_an_addendum_stands_once(house: Cast) -> None:
    meeting = build.running()
    record = close_meeting(meeting, by=house.coordinator)
    record.meeting = Meeting.objects.get(pk=meeting.pk)
    line = {"kind": EntryKind.DECISION, "text": "Wir feiern.", "outcome": Outcome.ACCEPTED}
    lines = {minutes.add_line(record, line, by=house.coordinator).pk for _press in range(2)}
    minutes.approve(record, how="Genehmigt.", by=house.coordinator)
    for _press in range(2):
        minutes.add_addendum(record, text="Es war Freitag.", by=house.coordinator)
    assert (len(lines), Decision.objects.count(), Addendum.objects.count()) == (1, 1, 1)


def test_item_is_put_off_once(house: Cast) -> None:
    body = making.body()
    meeting = making.meeting(body)
    following = making.meeting(body, on=timezone.localdate() + timedelta(weeks=10))
    item = making.item(meeting, "Familientag")
    proposals.postpone(item, by=house.coordinator)
    with pytest.raises(ValidationError):
        proposals.postpone(item, by=house.coordinator)
    assert following.items.count() == 1


# What is over


def test_approved_minutes_keep_agenda_title_and_chair(house: Cast) -> None:
    body = making.body()
    meeting = making.meeting(body, on=timezone.localdate() - timedelta(days=20), state="approved")
    making.meeting(body)
    item, wish = making.item(meeting, "Familientag"), making.item(meeting, "Später", state=ItemState.PROPOSED)
    with pytest.raises(ValidationError):
        change_meeting(meeting, {"chair": "Jemand"}, version=meeting.version, by=house.coordinator)
    with pytest.raises(ValidationError):
        proposals.postpone(item, by=house.coordinator)
    with pytest.raises(ValidationError):
        proposals.accept(wish, by=house.coordinator)
    assert list(meeting.items.values_list("state", flat=True)) == ["accepted", "proposed"]
