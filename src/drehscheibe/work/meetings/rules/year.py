"""A year in dates: what was aimed for, and its picture as a wheel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

ASSEMBLY_KIND = "assembly"
SIZE = 400
_MIDDLE = SIZE / 2


@dataclass(frozen=True, slots=True)
class Target:
    """What a year should have and what it has; `wanted` 0 means no such aim, and then nothing is missing."""

    meetings: int
    wanted: int
    assemblies: int
    wants_assembly: bool

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.meetings)

    @property
    def misses_assembly(self) -> bool:
        return bool(self.wanted) and self.wants_assembly and not self.assemblies

    @property
    def is_met(self) -> bool:
        return not self.missing and not self.misses_assembly


def target(kinds: Sequence[str], *, wanted: int, wants_assembly: bool = True) -> Target:
    """Compare the meetings of a year, by kind of their body, with what was aimed for. An assembly is a meeting too."""
    return Target(len(kinds), wanted, kinds.count(ASSEMBLY_KIND), wants_assembly)


# The wheel: January begins at the top, the year goes round with the clock.


def angle(day: date) -> float:
    """Return where a day lies, in radians from the top."""
    length = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    return 2 * pi * (day.timetuple().tm_yday - 1) / length


def point(turn: float, radius: float) -> tuple[float, float]:
    return round(_MIDDLE + radius * sin(turn), 1), round(_MIDDLE - radius * cos(turn), 1)


def arc(since: date, until: date, *, inner: float, outer: float) -> str:
    """Return the path of a ring's part that covers the days from `since` to `until`."""
    length = (date(since.year + 1, 1, 1) - date(since.year, 1, 1)).days
    begin, end = angle(since), angle(until) + 2 * pi / length
    large = int(end - begin > pi)
    (x1, y1), (x2, y2) = point(begin, outer), point(end, outer)
    (x3, y3), (x4, y4) = point(end, inner), point(begin, inner)
    return f"M{x1} {y1}A{outer} {outer} 0 {large} 1 {x2} {y2}L{x3} {y3}A{inner} {inner} 0 {large} 0 {x4} {y4}Z"
