"""An evening that is over, or nearly: what the tests of this folder begin with."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import AgendaItem, Entry, Invitee, Meeting, Presence
from drehscheibe.work.meetings.vocabulary import EntryKind, MeetingState, Outcome
from tests.meetings import making


def entry(of: Meeting, item: AgendaItem | None, text: str, kind: EntryKind = EntryKind.NOTE, **values: Any) -> Entry:
    values = {"rank": Entry.objects.filter(meeting=of).count(), "written_at": timezone.now(), **values}
    return Entry.objects.create(meeting=of, item=item, text=text, kind=kind, key=uuid4(), **values)


def decision(of: Meeting, item: AgendaItem | None, text: str, **values: Any) -> Entry:
    values = {"outcome": Outcome.ACCEPTED, "yes": 12, "no": 1, "abstained": 2, **values}
    return entry(of, item, text, EntryKind.DECISION, **values)


def task(of: Meeting, item: AgendaItem | None, text: str, **values: Any) -> Entry:
    return entry(of, item, text, EntryKind.TASK, **values)


def presence(of: Invitee, *, minutes: int = 0, **values: Any) -> Presence:
    came = of.meeting.starts_at + timedelta(minutes=minutes)
    return Presence.objects.create(meeting=of.meeting, invitee=of, key=uuid4(), came_at=came, **values)


def running(of: Body | None = None, *, on: date | None = None, **values: Any) -> Meeting:
    """Return a meeting that began an hour ago and goes on, or one on a day that was."""
    if on is not None:
        return making.meeting(of or making.body(), on=on, state=MeetingState.RUNNING, **values)
    begun = timezone.now() - timedelta(hours=1)
    meeting = making.meeting(of or making.body(), state=MeetingState.RUNNING, **values)
    meeting.starts_at, meeting.ends_at, meeting.opened_at = begun, begun + timedelta(hours=2), begun
    meeting.save()
    return meeting
