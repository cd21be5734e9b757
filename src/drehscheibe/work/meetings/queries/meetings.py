"""Meetings: the next one, one by its number, the list."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.work.bodies.models import Body

from ..access import rows_seen_by
from ..models import AgendaItem, Meeting
from ..vocabulary import MeetingState

AHEAD = (MeetingState.DRAFT, MeetingState.INVITED, MeetingState.RUNNING)
"""States of a meeting that has not taken place yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the list shows; empty means all."""

    text: str = ""
    body_id: int | None = None
    year: int | None = None
    state: str = ""


def all_meetings() -> QuerySet[Meeting]:
    """Return all meetings with body, host and series at hand."""
    return Meeting.objects.select_related("body", "host", "series")


def meeting_or_404(meeting_id: int) -> Meeting:
    found: Meeting = get_object_or_404(all_meetings(), pk=meeting_id)
    return found


def next_meeting(*, body: Body | None = None, at: datetime | None = None) -> Meeting | None:
    """Return the meeting that comes next, or is on right now; drafts count as soon as nothing else comes before."""
    rows = all_meetings().filter(state__in=AHEAD, ends_at__gte=at or timezone.now())
    if body is not None:
        rows = rows.filter(body=body)
    return rows.order_by("starts_at", "pk").first()


def following(meeting: Meeting) -> Meeting | None:
    """Return the body's next meeting after this one that is still ahead."""
    rows = all_meetings().filter(body=meeting.body_id, state__in=AHEAD, starts_at__gt=meeting.starts_at)
    return rows.order_by("starts_at", "pk").first()


def meetings(asked: Asked, *, by: Actor) -> QuerySet[Meeting]:
    """Return the meetings that match, newest first; by items that `by` may read."""
    rows = all_meetings()
    if asked.text:
        fields = ("title", "body__name", "place_name", "town", "host__name")
        matches = Q()
        for field in fields:
            matches |= Q(**{f"{field}__icontains": asked.text})
        items = AgendaItem.objects.filter(rows_seen_by(by), title__icontains=asked.text)
        rows = rows.filter(matches | Q(pk__in=items.values("meeting")))
    if asked.body_id:
        rows = rows.filter(body=asked.body_id)
    if asked.year:
        rows = rows.filter(starts_at__year=asked.year)
    return rows.filter(state=asked.state) if asked.state else rows


def years() -> list[int]:
    """Return the years that have meetings, newest first."""
    return [found.year for found in Meeting.objects.dates("starts_at", "year", order="DESC")]


def bodies_with_meetings() -> list[tuple[int, str]]:
    rows = Body.objects.filter(meetings__isnull=False).distinct()
    return list(rows.order_by("rank", "pk").values_list("pk", "name"))
