"""Who sits in a body today."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from drehscheibe.work.partners.models import Contact, Organisation, Person
from drehscheibe.work.partners.vocabulary import MembershipKind, State

from ..models import Body, Seat
from ..vocabulary import SeatRole


@dataclass(frozen=True, slots=True)
class Sitting:
    """One partner in a body. `person` is who is written to: the delegate, else the partner's main contact."""

    organisation: Organisation
    person: Person | None
    deputy: Person | None
    role: SeatRole
    has_vote: bool
    seat: Seat | None


def sittings(body: Body, *, on: date | None = None) -> list[Sitting]:
    """Return who sits in `body` on a day, by name of the partner; at most three statements, however many they are."""
    day = on or timezone.localdate()
    rows = {seat.organisation_id: seat for seat in _seats(body, day)}
    partners = _partners(body, list(rows))
    mains = {
        contact.organisation_id: contact.person
        for contact in Contact.objects.filter(organisation__in=[p.pk for p in partners], is_main=True).select_related(
            "person"
        )
    }
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
