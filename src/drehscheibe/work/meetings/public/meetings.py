"""Meetings as everybody may see them: when which group meets, and where once the host has said yes."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from drehscheibe.work.bodies.models import Body

from ..models import Meeting
from ..wording import when


@dataclass(frozen=True, slots=True)
class PublicMeeting:
    """One date. `place` is empty as long as a host was asked and has not said yes."""

    title: str
    body: str
    starts_at: datetime
    ends_at: datetime
    place: str

    @property
    def when(self) -> str:
        return when(self.starts_at, self.ends_at)


def next_public_meetings(alliance_id: int, *, limit: int = 2) -> list[PublicMeeting]:
    """Return the next meetings of an alliance that everybody may know of; two statements.

    In the published scope no other row can be read; the preview asks in the alliance's own scope.
    """
    bodies = dict(Body.objects.filter(Body.published_rows, alliance_id=alliance_id).values_list("pk", "name"))
    rows = Meeting.objects.filter(
        Meeting.published_rows, alliance_id=alliance_id, body__in=list(bodies), ends_at__gte=timezone.now()
    ).order_by("starts_at", "pk")
    return [_public(row, bodies[row.body_id]) for row in rows[:limit]]


def _public(row: Meeting, body: str) -> PublicMeeting:
    is_settled = row.host_id is None or row.host_confirmed_at is not None
    place = public_place(row.place_name, row.street, row.town, is_settled=is_settled)
    return PublicMeeting(row.title, body, row.starts_at, row.ends_at, place)


def public_place(name: str, street: str, town: str, *, is_settled: bool) -> str:
    """Return where a meeting is as everybody may read it: nothing before a host has said yes."""
    return ", ".join(part for part in (name, street, town) if part) if is_settled else ""
