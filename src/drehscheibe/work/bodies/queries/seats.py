"""Who sits in a body today, who did, and whose term ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from drehscheibe.kit.text import folded
from drehscheibe.work.partners.models import Organisation, Person
from drehscheibe.work.partners.queries.contacts import main_people
from drehscheibe.work.partners.vocabulary import MembershipKind, State

from ..models import Body, Seat
from ..vocabulary import SeatRole

REMIND_BEFORE = timedelta(days=42)
"""Time to find somebody for the next term: six weeks, one meeting in most rhythms."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One partner in a body. `person` is who is written to: the delegate, else the partner's main contact."""

    organisation: Organisation
    person: Person | None
    deputy: Person | None
    role: SeatRole
    has_vote: bool
    seat: Seat | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list of a body's partners is filtered by; empty means all. `mark` is one of MARKS in the form."""

    text: str = ""
    role: str = ""
    mark: str = ""


def sittings(body: Body, *, on: date | None = None) -> list[Sitting]:
    """Return who sits in `body` on a day, by name of the partner; at most three statements, however many they are.

    Only those that are partners today: a seat of one that left does not count, even before it is ended.
    """
    day = on or timezone.localdate()
    rows = {seat.organisation_id: seat for seat in _seats(body, day)}
    partners = _partners(body, list(rows))
    mains = main_people(partners)
    return [_sitting(partner, rows.get(partner.pk), mains.get(partner.pk)) for partner in partners]


def _seats(body: Body, day: date) -> list[Seat]:
    current = (Q(ended_on=None) | Q(ended_on__gt=day)) & (Q(since=None) | Q(since__lte=day))
    return list(body.seats.filter(current).select_related("delegate", "deputy"))


def _partners(body: Body, seated: list[int]) -> list[Organisation]:
    rows = Organisation.objects.filter(state=State.MEMBER)
    return list(rows if body.has_everyone else rows.filter(pk__in=seated))


def _sitting(partner: Organisation, seat: Seat | None, main: Person | None) -> Sitting:
    if seat is None:
        return Sitting(partner, main, None, SeatRole.MEMBER, partner.membership_kind == MembershipKind.VOTING, None)
    return Sitting(partner, seat.delegate or main, seat.deputy, SeatRole(seat.role), seat.has_vote, seat)


def matching(rows: Iterable[Sitting], asked: Asked) -> list[Sitting]:
    """Return the sittings asked for: each word in partner, person or deputy; role; mark."""
    words = folded(asked.text).split()
    return [row for row in rows if _fits(row, asked) and all(word in _searched(row) for word in words)]


def _fits(row: Sitting, asked: Asked) -> bool:
    marks = {
        "": True,
        "stimme": row.has_vote,
        "ohne-stimme": not row.has_vote,
        "ohne-person": row.person is None,
        "ohne-mail": row.person is None or not row.person.email,
        "befristet": row.seat is not None and row.seat.until is not None,
    }
    return (not asked.role or row.role == asked.role) and marks.get(asked.mark, True)


def _searched(row: Sitting) -> str:
    people = [f"{who.name} {who.email}" for who in (row.person, row.deputy) if who is not None]
    return folded(" ".join((row.organisation.name, *people)))


def seat_of(body: Body, organisation: Organisation) -> Seat | None:
    """Return the row of a partner in a body today; None also for one of everybody about whom nothing is noted."""
    return Seat.objects.filter(body=body, organisation=organisation, ended_on=None).first()


def sits(body: Body, organisation: Organisation) -> bool:
    if organisation.state != State.MEMBER:
        return False
    return body.has_everyone or seat_of(body, organisation) is not None


def past_seats(body: Body) -> QuerySet[Seat]:
    """Return the seats that ended, the last one first."""
    return body.seats.exclude(ended_on=None).select_related("organisation", "delegate").order_by("-ended_on", "-pk")


def without_seat(body: Body, *, text: str = "") -> list[Organisation]:
    """Return the partners that have no seat in a body yet, by name."""
    seated = Seat.objects.filter(body=body, ended_on=None).values("organisation")
    rows = Organisation.objects.filter(state=State.MEMBER).exclude(pk__in=seated)
    words = folded(text).split()
    return [row for row in rows if all(word in row.sort_name for word in words)]


def people_at(organisation: Organisation) -> list[Person]:
    """Return who can speak for a partner."""
    return list(Person.objects.filter(contacts__organisation=organisation).distinct())


def terms_ending(*, on: date | None = None) -> list[Seat]:
    """Return the seats whose term has ended or ends within six weeks, the first one first."""
    day = on or timezone.localdate()
    rows = Seat.objects.filter(ended_on=None, until__lte=day + REMIND_BEFORE, body__closed_on=None)
    current = rows.filter(organisation__state=State.MEMBER)
    return list(current.select_related("body", "organisation", "delegate").order_by("until", "pk"))


def left_behind() -> list[Seat]:
    """Return the open seats of organisations that are no partners any more; the night work ends them."""
    rows = Seat.objects.filter(ended_on=None, organisation__state__in=(State.LEFT, State.EXCLUDED))
    return list(rows.select_related("body", "organisation"))
