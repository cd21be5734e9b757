"""What stands in somebody's own calendar: plain rows, read with one statement, and a mark that tells when they change."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Case, Count, Exists, F, FilteredRelation, IntegerField, Max, Q, QuerySet, Sum, Value, When
from django.utils import timezone

from drehscheibe.ground.tenancy.models import Alliance, Link
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.models import Contact
from drehscheibe.work.partners.vocabulary import State

from ..models import Meeting
from ..vocabulary import Answer

KEPT = timedelta(days=366)
"""How long a meeting stays in a calendar that programs subscribe to."""


class Dated(NamedTuple):
    """A meeting as far as calendars tell of it; `answer` is that of whose calendar it is, None of somebody not asked."""

    pk: int
    uid: str
    sequence: int
    title: str
    state: str
    starts_at: datetime
    ends_at: datetime
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
    reply_by: datetime | None
    cancel_reason: str
    changed_at: datetime
    answer: str | None = None
    is_to_old_date: bool | None = None


_COLUMNS = Dated._fields[:-2]
_ANSWER_NUMBERS = [When(mine__answer=answer, then=Value(number)) for number, answer in enumerate(Answer.values, 1)]


# Somebody's own


def meetings_of_person(person_id: int, alliance: Alliance) -> list[Dated]:
    """Return what she is invited to, and what was announced to the bodies that she belongs to; by date."""
    rows = _of_person(person_id, alliance).order_by("starts_at", "pk")
    found = map(Dated._make, rows.values_list(*_COLUMNS, "mine__answer", "mine__is_to_old_date"))
    return list({one.pk: one for one in found}.values())  # who speaks for two partners is invited twice


def mark_of_person(person_id: int, alliance: Alliance) -> str:
    """Return a text that is another one as soon as a row of `meetings_of_person` has changed; one statement.

    Each action on a meeting raises its version.
    """
    answers = Sum(F("pk") * Case(*_ANSWER_NUMBERS, default=Value(0), output_field=IntegerField()))
    return _mark(_of_person(person_id, alliance), answers=answers, answered=Max("mine__answered_at"))


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
    return Body.objects.filter((Q(has_everyone=True) & Q(member)) | seated).order_by().values("pk")


# The team's


def meetings_of_team() -> list[Dated]:
    """Return all meetings, drafts too."""
    return [Dated(*row) for row in _recent().order_by("starts_at", "pk").values_list(*_COLUMNS)]


def mark_of_team() -> str:
    return _mark(_recent())


# What both have in common


def _recent() -> "QuerySet[Meeting]":
    return Meeting.objects.filter(starts_at__gte=timezone.now() - KEPT)


def _announced(alliance: Alliance) -> "QuerySet[Meeting]":
    """Return what somebody outside the team may know of; what was only practised is nothing to know."""
    rows = _recent().filter(Q(invited_at__isnull=False) | Q(dates_sent_at__isnull=False))
    return rows.filter(is_practice=False) if alliance.is_live else rows


def _mark(rows: "QuerySet[Meeting]", **more: Sum | Max) -> str:
    found = rows.order_by().aggregate(
        count=Count("pk"),
        keys=Sum("pk"),
        versions=Sum(F("pk") * F("version")),
        sequences=Sum(F("pk") * F("sequence")),
        hosts=Count("host_confirmed_at"),
        changed=Max("changed_at"),
        **more,
    )
    return "|".join(map(str, found.values()))


# Addresses that programs subscribe to


def open_feeds(purpose: str, subject_id: int) -> Sequence[Link]:
    """Return the addresses that work, oldest first; which they are is known to their owner only."""
    rows = Link.objects.filter(purpose=purpose, subject_id=subject_id, revoked_at=None)
    return list(rows.filter(expires_at__gt=timezone.now()).order_by("pk"))
