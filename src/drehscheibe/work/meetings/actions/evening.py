"""The evening: it is opened, and devices tell what happened, stroke by stroke.

A stroke has a key that its device made. Sent again it changes nothing and gets the same answer; so a device may keep
strokes for hours and send them until it hears that they arrived. All strokes of a meeting are taken one after the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.audit.models import Entry as LogEntry
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Member

from .. import access
from ..models import AgendaItem, Meeting, Minutes, Stroke
from ..vocabulary import MeetingState, StrokeKind
from . import closing, evening_lines, evening_people
from .meetings import step

Answer = dict[str, Any]
LINES = (StrokeKind.ADD, StrokeKind.CHANGE, StrokeKind.REMOVE, StrokeKind.RESTORE)
_EARLIEST = timedelta(hours=3)
"""Nobody has arrived longer than this before the evening began."""
_NOTED_EVERY = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """A stroke as it counts here: well-formed, and with a time by our own clock."""

    key: UUID
    what: StrokeKind
    at: datetime
    values: Mapping[str, Any]


@transaction.atomic
def open_evening(meeting: Meeting, *, by: Actor) -> Meeting:
    """Begin the evening, or go back to it after it was ended; one that is on stays as it is.

    Raises ValidationError where it cannot begin any more: cancelled, approved, or the results are sent.
    """
    require(access.can_run(by, meeting))
    if meeting.state == MeetingState.MINUTES:
        return closing.reopen_meeting(meeting, by=by)
    if meeting.state != MeetingState.RUNNING:
        step(meeting, MeetingState.RUNNING, opened_at=timezone.now())
        audit.record(by, "meeting.opened", meeting)
    return meeting


@transaction.atomic
def take_stroke(meeting: Meeting, stroke: Taken, *, by: Actor) -> Answer:
    """Do what a stroke says, once, and return the answer to it.

    Raises ValidationError, with the reason in German, where it cannot be; then nothing is kept of it.
    """
    require(access.can_run(by, meeting))
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if (known := Stroke.objects.filter(key=stroke.key).first()) is not None:
        return _same_answer(known, meeting)
    _require_open(held)
    noted = Stroke(meeting=held, key=stroke.key, what=stroke.what, at=stroke.at)
    noted.answer = answer = _done(held, stroke, noted, by=by)
    noted.save()
    if stroke.what in LINES:
        _note_writing(held, by=by)
    return answer


def settle_late(meeting: Meeting, *, by: Actor) -> None:
    """Number the decisions and hand out the tasks that a device brought after the evening was over."""
    with transaction.atomic():
        require(access.can_run(by, meeting))
        if Meeting.objects.filter(pk=meeting.pk, state=MeetingState.MINUTES).exists():
            closing.settle(meeting)


def by_our_clock(at: datetime | None, *, sent_at: datetime | None, meeting: Meeting) -> datetime:
    """Return when something happened, whatever the clock of the device says.

    What it says of the moment of sending tells how far it is wrong; in whole minutes, since the seconds are the way
    through the net, and two taps that take it at different speed must keep their order. Nothing happened later than
    now, or long before the evening.
    """
    now = timezone.now()
    if at is None:
        return now
    try:
        told = at + _MINUTE * round((now - sent_at) / _MINUTE) if sent_at else at
    except OverflowError:
        return now
    begin = min(meeting.opened_at or now, meeting.starts_at) - _EARLIEST
    return max(min(told, now), min(begin, now))


def _same_answer(known: Stroke, meeting: Meeting) -> Answer:
    if known.meeting_id != meeting.pk:
        raise ValidationError(_("Das gehört zu einem anderen Treffen."))
    answer: Answer = known.answer
    return answer


def _require_open(meeting: Meeting) -> None:
    """Let late strokes in until the results are out: a device may find the net again after the evening was ended."""
    if meeting.state == MeetingState.RUNNING:
        return
    sent = Minutes.objects.filter(meeting=meeting).exclude(results_sent_at=None, sent_at=None)
    if meeting.state != MeetingState.MINUTES or sent.exists():
        raise ValidationError(_("Das Treffen ist abgeschlossen. Bitte übertragen Sie dies selbst ins Protokoll."))


def _done(meeting: Meeting, stroke: Taken, noted: Stroke, *, by: Actor) -> Answer:
    if stroke.what in LINES:
        return _line(meeting, stroke, by=by)
    match stroke.what:
        case StrokeKind.TICK | StrokeKind.UNTICK:
            return _tick(meeting, stroke)
        case StrokeKind.GUEST:
            return evening_people.add_guest(meeting, stroke.values, noted)
        case StrokeKind.PROXY:
            return evening_people.give_vote(meeting, stroke.values)
        case _:
            return evening_people.note(meeting, stroke.values, noted)


def _line(meeting: Meeting, stroke: Taken, *, by: Actor) -> Answer:
    match stroke.what:
        case StrokeKind.ADD:
            return evening_lines.add(meeting, stroke.key, stroke.values, at=stroke.at, by=by)
        case StrokeKind.CHANGE:
            return evening_lines.change(meeting, stroke.key, stroke.values, at=stroke.at, by=by)
        case StrokeKind.REMOVE:
            return evening_lines.remove(meeting, stroke.values, at=stroke.at)
        case _:
            return evening_lines.restore(meeting, stroke.values)


def _tick(meeting: Meeting, stroke: Taken) -> Answer:
    items = AgendaItem.objects.filter(meeting=meeting, pk=stroke.values["item"])
    if not items.exists():
        raise ValidationError(_("Diesen Punkt gibt es auf der Tagesordnung nicht mehr."))
    if stroke.what == StrokeKind.TICK:
        items.filter(done_at=None).update(done_at=stroke.at)
    else:
        items.update(done_at=None)
    return {}


def _note_writing(meeting: Meeting, *, by: Actor) -> None:
    """Note in the log that somebody writes, once in an hour: a line for each line would bury all others."""
    recent = LogEntry.objects.filter(
        verb="meeting.written", object_id=meeting.pk, at__gt=timezone.now() - _NOTED_EVERY,
        actor_id=by.pk if isinstance(by, Member) else None,
    )  # fmt: skip
    if not recent.exists():
        audit.record(by, "meeting.written", meeting)
