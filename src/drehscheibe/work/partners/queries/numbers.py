"""How many partners there are and were, counted from the stations of their ways."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Count
from django.utils import timezone

from drehscheibe.ground.alliances.models import PartnerCount
from drehscheibe.ground.alliances.vocabulary import PartnerCategory

from ..models import MembershipEvent, Organisation
from ..vocabulary import MembershipKind, State

_IN = frozenset({MembershipEvent.What.JOINED, MembershipEvent.What.RETURNED})
_BEGINNING = date.min


@dataclass(frozen=True, slots=True)
class Stations:
    """The days on which somebody came or went, oldest first, each with the number from then on."""

    days: list[tuple[date, int]]

    def on(self, day: date) -> int:
        return next((count for known, count in reversed(self.days) if known <= day), 0)


def stations() -> Stations:
    """Return how the number changed. Where nobody knows the day, a partner counts from the beginning; one statement.

    The day of joining can be corrected at the partner, so that one goes before what was noted at first.
    """
    events = MembershipEvent.objects.exclude(what=MembershipEvent.What.KIND)
    rows = events.values_list("pk", "organisation_id", "what", "on", "organisation__joined_on")
    inside: set[int] = set()
    days: dict[date, int] = {}
    for day, _pk, who, what in sorted((_day(what, on, joined), pk, who, what) for pk, who, what, on, joined in rows):
        (inside.add if what in _IN else inside.discard)(who)
        days[day] = len(inside)
    return Stations(list(days.items()))


def _day(what: str, on: date | None, joined: date | None) -> date:
    return (joined if what == MembershipEvent.What.JOINED else None) or on or _BEGINNING


def number_on(day: date) -> int:
    """Return how many partners there were at the end of a day."""
    return stations().on(day)


def partner_numbers(*, today: date | None = None) -> list[tuple[int, int]]:
    """Return the number of partners at the end of each year, of this one as it is today; from the first year on that is known."""
    today = today or timezone.localdate()
    found = stations()
    known = [day.year for day, _count in found.days if day != _BEGINNING]
    first = min([*known, today.year])
    return [(year, found.on(min(date(year, 12, 31), today))) for year in range(first, today.year + 1)]


# As it is today


@dataclass(frozen=True, slots=True)
class Share:
    label: str
    count: int


def by_category() -> list[Share]:
    """Return the partners of today by category, the largest first."""
    return _shares("category", lambda code: str(PartnerCategory(code).label))


def by_membership_kind() -> list[Share]:
    return _shares("membership_kind", lambda code: str(MembershipKind(code).label))


def _shares(column: str, label: Callable[[str], str]) -> list[Share]:
    rows = Organisation.objects.filter(state=State.MEMBER).order_by().values_list(column).annotate(count=Count("pk"))
    return sorted((Share(label(code), count) for code, count in rows), key=lambda share: (-share.count, share.label))


def stated_counts() -> list[PartnerCount]:
    """Return what the profile says about the number of partners, in its order."""
    return list(PartnerCount.objects.all())


def trend(numbers: list[tuple[int, int]]) -> int:
    """Return by how much the number changed since the end of the year before; 0 where there is none before."""
    return next((new - old for (_year, old), (_next, new) in reversed(list(pairwise(numbers)))), 0)
