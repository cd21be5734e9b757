"""What stands in somebody's own calendar: plain rows, read with one statement."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, FilteredRelation, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from drehscheibe.ground.tenancy.models import Alliance, Link
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.models import Contact
from drehscheibe.work.partners.vocabulary import State

from ..models import Meeting

KEPT = timedelta(days=366)
"""How long a meeting stays in a calendar that programs subscribe to."""


class Dated(NamedTuple):
    """A meeting as far as calendars tell of it; `answer` is that of whose calendar it is, None of somebody not asked."""

    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    pk: int
    uid: str
    sequence: int
    title: str
    state: str
    form: str
    host_id: int | None
    host_confirmed_at: datetime | None
    place_name: str
    room: str
    street: str
    postcode: str
    town: str
    entrance: str
    stop: str
    access_note: str
    is_step_free: bool | None
    online_url: str
    dial_in: str
    reply_by: date | None
    cancel_reason: str
    answer: str | None = None
    is_to_old_date: bool | None = None


# As text, which costs a fifth of what Django's own way to a datetime does.
_TIMES = [Cast(name, TextField()) for name in Dated._fields[:3]]
_OTHERS = Dated._fields[3:-2]


# Somebody's own


def meetings_of_person(person_id: int, alliance: Alliance) -> list[Dated]:
    """Return what she is invited to, and what was announced to the bodies that she belongs to; by date."""
    rows = _of_person(person_id, alliance).order_by("starts_at", "pk")
    found = _read(rows.values_list(*_TIMES, *_OTHERS, "mine__answer", "mine__is_to_old_date"))
    return list({one.pk: one for one in found}.values())  # who speaks for two partners is invited twice


def _of_person(person_id: int, alliance: Alliance) -> "QuerySet[Meeting]":
    own = FilteredRelation("invitees", condition=Q(invitees__person=person_id, invitees__removed_at=None))
    rows = _announced(alliance).annotate(mine=own)
    return rows.filter(Q(mine__isnull=False) | Q(body__in=_bodies_of(person_id)))


def _bodies_of(person_id: int) -> "QuerySet[Body]":
    """Return the bodies that she speaks in: named for a seat, or as the one who gets the post of a partner."""
    contact = Contact.objects.filter(person=person_id, is_main=True)
    member = Exists(contact.filter(organisation__state=State.MEMBER))
    named = Q(seats__delegate=person_id) | Q(seats__deputy=person_id)
    by_post = Q(seats__delegate=None, seats__organisation__in=contact.values("organisation"))
    seated = Q(seats__ended_on=None) & (named | by_post)
    return Body.objects.filter((Q(has_everyone=True) & Q(member)) | seated).order_by()


# The team's


def meetings_of_team() -> list[Dated]:
    """Return all meetings, drafts too."""
    return list(_read(_recent().order_by("starts_at", "pk").values_list(*_TIMES, *_OTHERS)))


# What both have in common


def _read(rows: Iterable[tuple[Any, ...]]) -> Iterator[Dated]:
    for starts_at, ends_at, changed_at, *others in rows:
        yield Dated(_instant(starts_at), _instant(ends_at), _instant(changed_at), *others)


def _instant(text: str) -> datetime:
    """Return the instant that a database wrote: SQLite in UTC without saying so, PostgreSQL with its offset."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _recent() -> "QuerySet[Meeting]":
    return Meeting.objects.filter(starts_at__gte=timezone.now() - KEPT)


def _announced(alliance: Alliance) -> "QuerySet[Meeting]":
    """Return what somebody outside the team may know of; what was only practised is nothing to know."""
    rows = _recent().filter(Q(invited_at__isnull=False) | Q(dates_sent_at__isnull=False))
    return rows.filter(is_practice=False) if alliance.is_live else rows


# Addresses that programs subscribe to


def open_feeds(purpose: str, subject_id: int) -> Sequence[Link]:
    """Return the addresses that work, oldest first; which they are is known to their owner only."""
    rows = Link.objects.filter(purpose=purpose, subject_id=subject_id, revoked_at=None)
    return list(rows.filter(expires_at__gt=timezone.now()).order_by("pk"))
