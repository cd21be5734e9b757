"""What the worker does around the register of decisions: forget names that nobody needs any more."""

from drehscheibe.ground.tenancy.crossing import each_alliance_with
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.vocabulary import DecisionState

from ..actions.owners import forget_owners


def forget_names() -> int:
    """Take names out of what is long done or repealed; return of how many decisions. After days asleep once."""
    settled = {"state__in": [DecisionState.DONE, DecisionState.REPEALED]}
    return sum(forget_owners() for _alliance in each_alliance_with(Decision, **settled))
