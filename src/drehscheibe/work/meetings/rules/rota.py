"""Who hosts when: a plan that is fair over time and tenure, and never on a day that does not fit.

The plan goes in rounds of as many meetings as there are partners; in a round everybody hosts at most once, and a second
time only where all others cannot. Within a round three wishes count, one after the other:

1. The shortest wait is as long as it can be. A wait is the time to the partner's nearest other turn; for one that never
   hosted it runs from the day it joined. So somebody new waits as long as everybody else, and owes nothing for the years
   before.
2. Of all such plans those count that give turns to whom most are due: a partner's share of all meetings since it joined
   or since the first turn that is known, less the turns it had.
3. Whoever waits longest comes first.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .assignment import cheapest, largest

Blocked = Collection[date]
WhyKind = Literal["longest", "turn", "never", "instead", "nobody", "nobody_there", "holiday"]

LONG_AGO = date(1990, 1, 1)
"""Stands for "nobody knows since when": before the first local alliance was founded."""
_DUE = 1_000


@dataclass(frozen=True, slots=True)
class Host:
    """A partner that may host; `joined` is None where nobody knows the day. `turns` are its other turns, also coming ones."""

    key: int
    joined: date | None = None
    turns: tuple[date, ...] = ()
    blocked: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Why:
    """Why a turn is whose it is, or why nobody hosts.

    `longest`: nobody who can waits longer; `turn`: it is due, somebody who waits longer has a later day; `since` is the
    last turn. `never`: it had none, `since` it joined. `instead`: `of` waits longer but cannot on that day.
    """

    kind: WhyKind
    since: date | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A meeting's day and who hosts it; None where nobody can."""

    day: date
    host: int | None
    why: Why


@dataclass(slots=True)
class _Standing:
    """A partner while the plan is made: all its turns, sorted."""

    host: Host
    begin: date
    turns: list[date]
    expected: float = 0.0

    def can(self, day: date) -> bool:
        return day not in self.host.blocked and self.belongs(day) and day not in self.turns

    def wait(self, day: date) -> int:
        """Return the days to the nearest other turn, or since it joined."""
        at = bisect_left(self.turns, day)
        before = self.turns[at - 1] if at else self.begin
        after = [self.turns[at] - day] if at < len(self.turns) else []
        return min(abs(day - before), *after).days if after else (day - before).days

    def before(self, day: date) -> date | None:
        """Return its last turn before a day."""
        at = bisect_left(self.turns, day)
        return self.turns[at - 1] if at else None

    def since(self, day: date) -> date:
        """Return since when it waits on a day, whatever comes later."""
        return self.before(day) or self.begin

    def belongs(self, day: date) -> bool:
        return self.host.joined is None or self.host.joined <= day

    def due(self) -> int:
        """Return how many thousandths of a turn are due."""
        return round((self.expected - len(self.turns)) * _DUE)

    def take(self, day: date) -> None:
        self.turns.insert(bisect_left(self.turns, day), day)


def plan(
    days: Sequence[date],
    hosts: Sequence[Host],
    *,
    holidays: Collection[date] = (),
    held: Collection[date] = (),
    blocked_at: Mapping[date, Collection[int]] | None = None,
) -> list[Turn]:
    """Return who hosts on each of `days`, in their order.

    `holidays` are days on which nobody hosts; `held` the days of all earlier meetings with a host, from which follows how
    many turns were to be expected; `blocked_at` says who was skipped for a single day.
    """
    skipped = blocked_at or {}
    standings = [_standing(host, held) for host in sorted(hosts, key=lambda one: one.key)]
    free = sorted(day for day in set(days) if day not in holidays)
    all_days = sorted({*held, *free})
    _expect(standings, all_days)
    found: dict[date, Turn] = {}
    size = max(1, len(standings))
    for start in range(0, len(free), size):
        _round(free[start : start + size], standings, skipped, found)
    return [found.get(day) or Turn(day, None, Why("holiday")) for day in days]


def _standing(host: Host, held: Collection[date]) -> _Standing:
    turns = sorted(set(host.turns))
    known = min([*held, *turns], default=LONG_AGO)
    return _Standing(host, host.joined or min(LONG_AGO, known), turns)


def _expect(standings: Sequence[_Standing], days: Sequence[date]) -> None:
    """Give every partner its share of each meeting at which it belonged to the alliance."""
    shares, total = [0.0], 0.0
    joined = sorted(standing.begin for standing in standings)
    for day in days:
        members = bisect_left(joined, day) or 1
        total += 1 / members
        shares.append(total)
    for standing in standings:
        standing.expected = total - shares[bisect_left(days, standing.begin)]


# One round


def _round(
    days: Sequence[date],
    standings: Sequence[_Standing],
    skipped: Mapping[date, Collection[int]],
    found: dict[date, Turn],
) -> None:
    can = [[s.can(day) and s.host.key not in skipped.get(day, ()) for s in standings] for day in days]
    waits = [[s.wait(day) for s in standings] for day in days]
    pairs = _pairs(can, waits, standings)
    for row, column in pairs.items():
        standings[column].take(days[row])
    for row, day in enumerate(days):
        host = pairs[row] if row in pairs else _second_turn(day, can[row], standings)
        found[day] = _turn(day, host, can[row], standings)


def _pairs(
    can: Sequence[Sequence[bool]], waits: Sequence[Sequence[int]], standings: Sequence[_Standing]
) -> dict[int, int]:
    """Return day → partner: as many as possible, the shortest wait as long as possible, then by what is due."""
    most = len(largest([_allowed(row) for row in can]))
    levels = sorted(
        {wait for row, oks in zip(waits, can, strict=True) for wait, ok in zip(row, oks, strict=True) if ok}
    )

    def reaches(level: int) -> bool:
        return len(largest([_allowed(o, w, level) for o, w in zip(can, waits, strict=True)])) == most

    level = levels[_last(levels, reaches)] if levels else 0
    rows = [_allowed(o, w, level) for o, w in zip(can, waits, strict=True)]
    dues, longest = [s.due() for s in standings], max((max(row, default=0) for row in waits), default=0)
    # One thousandth of a turn outweighs every order of those who wait.
    weight = 1 + (longest + 1) * len(can) ** 2
    costs = [
        {column: -dues[column] * weight + index * waits[0][column] for column in allowed}
        for index, allowed in enumerate(rows)
    ]
    return cheapest(costs)


def _allowed(oks: Sequence[bool], waits: Sequence[int] = (), level: int = 0) -> list[int]:
    return [column for column, ok in enumerate(oks) if ok and (not waits or waits[column] >= level)]


def _last(levels: Sequence[int], holds: Callable[[int], bool]) -> int:
    """Return the index of the last level that holds; the first one always does."""
    low, high = 0, len(levels) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(levels[middle]) else (low, middle - 1)
    return low


def _second_turn(day: date, can: Sequence[bool], standings: Sequence[_Standing]) -> int | None:
    """Fill a day that whoever had no turn yet cannot take: by the one whose nearest turn is farthest away."""
    free = [column for column, ok in enumerate(can) if ok and standings[column].can(day)]
    if not free:
        return None
    best = max(free, key=lambda column: (standings[column].wait(day), standings[column].due(), -column))
    standings[best].take(day)
    return best


# One sentence why


def _turn(day: date, column: int | None, can: Sequence[bool], standings: Sequence[_Standing]) -> Turn:
    if column is None:
        return Turn(day, None, Why("nobody" if standings else "nobody_there"))
    return Turn(day, standings[column].host.key, _why(day, column, can, standings))


def _why(day: date, column: int, can: Sequence[bool], standings: Sequence[_Standing]) -> Why:
    chosen = standings[column]
    since = chosen.before(day)
    longer = [s for s in standings if s is not chosen and s.belongs(day) and s.since(day) < chosen.since(day)]
    blocked = [s for s in longer if day not in s.turns and not can[standings.index(s)]]
    if blocked:
        return Why("instead", since, min(blocked, key=lambda s: (s.since(day), s.host.key)).host.key)
    if since is None:
        return Why("never", chosen.host.joined)
    return Why("turn" if longer else "longest", since)
