"""What the dashboard says about measures."""

from dataclasses import dataclass

from drehscheibe.ground.tenancy.models import Member

from .. import access
from ..models import Measure
from .measures import by_urgency, numbers, overdue, without_owner


@dataclass(frozen=True, slots=True)
class OverdueMeasures:
    """How many are over the day, about how many nobody cares, and the most pressing one of each."""

    overdue: int = 0
    without_owner: int = 0
    first: Measure | None = None
    first_without: Measure | None = None


def overdue_measures(member: Member) -> OverdueMeasures:
    """Return what is over the day as far as a member may see it; nothing for who cannot change it. Three statements."""
    if not access.can_edit_projects(member):
        return OverdueMeasures()
    counted = numbers(member)
    rows = Measure.objects.filter(access.seen_by(member)).select_related("organisation", "person", "body")
    late = by_urgency(rows.filter(overdue())).first() if counted.overdue else None
    alone = by_urgency(rows.filter(without_owner())).first() if counted.without else None
    return OverdueMeasures(counted.overdue, counted.without, late, alone)
