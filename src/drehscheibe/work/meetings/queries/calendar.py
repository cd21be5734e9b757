"""What stands in somebody's own calendar: plain rows, read with one statement that is kept."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    BooleanField,
    DateTimeField,
    Exists,
    FilteredRelation,
    Q,
    QuerySet,
    TextField,
)
from django.db.models.functions import Cast
from django.utils import timezone

from drehscheibe.ground.tenancy import kept
from drehscheibe.ground.tenancy.models import Alliance, Link
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.models import Contact, Person
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


Row = tuple[Any, ...]
"""A meeting as the database tells it, for `dated`. Most are never read: one that is known already has its entry."""

_OWN = ("mine__answer", "mine__is_to_old_date")
_PK = Dated._fields.index("pk")


def _columns(*names: str) -> list[Cast | str]:
    """Return the columns; as text what Django would read in a way that costs more than all the rest."""
    return [Cast(name, TextField()) if name.removeprefix("mine__") in _READERS else name for name in names]


def dated(row: Row) -> Dated:
    """Read a row."""
    values = [*row, None, None][: len(Dated._fields)]
    for at, read in _READ:
        if values[at] is not None:
            values[at] = read(values[at])
    return Dated(*values)


def _truth(text: str) -> bool:
    """Return what a database wrote for yes and no: SQLite a number, PostgreSQL a word."""
    return text in {"1", "true"}


def _instant(text: str) -> datetime:
    """Return the instant that a database wrote: SQLite in UTC without saying so, PostgreSQL with the offset of UTC."""
    return datetime.fromisoformat(text if "+" in text else f"{text}+00:00")


_READERS: dict[str, Callable[[str], Any]] = {
    "starts_at": _instant,
    "ends_at": _instant,
    "changed_at": _instant,
    "host_confirmed_at": _instant,
    "reply_by": date.fromisoformat,
    "is_step_free": _truth,
    "is_to_old_date": _truth,
}
_READ = [(Dated._fields.index(name), read) for name, read in _READERS.items()]


# Somebody's own


def is_known(person_id: int) -> bool:
    """Tell whether she is still there."""
    return bool(kept.rows(_person, person=person_id))


def meetings_of_person(person_id: int, alliance: Alliance) -> list[Row]:
    """Return what she is invited to, and what was announced to the bodies that she belongs to; by date."""
    found = kept.rows(_of_person, person=person_id, since=timezone.now() - KEPT, practised=not alliance.is_live)
    return list({row[_PK]: row for row in found}.values())  # who speaks for two partners is invited twice


_PERSON = kept.Slot("person", BigIntegerField())


def _person() -> "QuerySet[Person, Row]":
    return Person.objects.filter(pk=_PERSON).order_by().values_list("pk")


def _of_person() -> "QuerySet[Meeting, Row]":
    own = FilteredRelation("invitees", condition=Q(invitees__person=_PERSON, invitees__removed_at=None))
    rows = _announced().annotate(mine=own)
    rows = rows.filter(Q(mine__isnull=False) | Q(body__in=_bodies()))
    return rows.order_by("starts_at", "pk").values_list(*_columns(*Dated._fields[:-2], *_OWN))


def _bodies() -> "QuerySet[Body]":
    """Return the bodies that she speaks in: named for a seat, or as the one who gets the post of a partner."""
    contact = Contact.objects.filter(person=_PERSON, is_main=True)
    member = Exists(contact.filter(organisation__state=State.MEMBER))
    named = Q(seats__delegate=_PERSON) | Q(seats__deputy=_PERSON)
    by_post = Q(seats__delegate=None, seats__organisation__in=contact.values("organisation"))
    seated = Q(seats__ended_on=None) & (named | by_post)
    return Body.objects.filter((Q(has_everyone=True) & Q(member)) | seated).order_by()


def _announced() -> "QuerySet[Meeting]":
    """Return what somebody outside the team may know of; what was only practised is nothing to know."""
    rows = _recent().filter(Q(invited_at__isnull=False) | Q(dates_sent_at__isnull=False))
    return rows.filter(Q(is_practice=False) | Q(is_practice=kept.Slot("practised", BooleanField())))


# The team's


def meetings_of_team() -> list[Row]:
    """Return all meetings, drafts too."""
    return kept.rows(_of_team, since=timezone.now() - KEPT)


def _of_team() -> "QuerySet[Meeting, Row]":
    return _recent().order_by("starts_at", "pk").values_list(*_columns(*Dated._fields[:-2]))


def _recent() -> "QuerySet[Meeting]":
    return Meeting.objects.filter(starts_at__gte=kept.Slot("since", DateTimeField()))


# Addresses that programs subscribe to


def open_feeds(purpose: str, subject_id: int) -> Sequence[Link]:
    """Return the addresses that work, oldest first; which they are is known to their owner only."""
    rows = Link.objects.filter(purpose=purpose, subject_id=subject_id, revoked_at=None)
    return list(rows.filter(expires_at__gt=timezone.now()).order_by("pk"))
