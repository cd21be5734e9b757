"""Periodic work on groups, listed in config/jobs.py."""

from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.crossing import each_alliance_with
from drehscheibe.work.partners.vocabulary import State

from . import actions
from .models import Seat

_CARETAKER = Machine("bodies.seats")


def end_seats_of_former_partners() -> int:
    """End the seats of organisations that left or were excluded; return how many.

    Partners do not know of groups, so nobody tells us: we look every night. Until then queries leave them out.
    """
    gone = {"ended_on": None, "organisation__state__in": (State.LEFT, State.EXCLUDED)}
    return sum(actions.end_seats_of_former_partners(by=_CARETAKER) for _alliance in each_alliance_with(Seat, **gone))


def remind_of_terms() -> int:
    """Tell each coordination whose term ends soon; return how many terms."""
    due = {"ended_on": None, "until__isnull": False}
    return sum(actions.remind_of_terms(by=_CARETAKER) for _alliance in each_alliance_with(Seat, **due))
