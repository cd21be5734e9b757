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


def mark(month: int, place: int, places: int, year: int) -> tuple[float, float]:
    """Return where the mark of a month lies outside the wheel, `place` of `places` that share the month."""
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    length = _turn(following, year) - angle(first)
    return point(angle(first) + length * (2 * place + 1) / (2 * places), _MARKS)


def _turn(day: date, year: int) -> float:
    """Return where a day lies, as seen from `year`: the first of January after it is a whole turn."""
    return angle(day) if day.year == year else 2 * pi


_MARKS = 213.0
"""Outside the months' names, so that none covers one."""
_HALF = 9.5


def outline(x: float, y: float, shape: int) -> str:
    """Return the corners of a mark: 0 a square, 1 a square on its tip, 2 a triangle. A shape needs no colour to be told."""
    half = _HALF
    corners = {
        0: [(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)],
        1: [(0.0, -1.1), (1.1, 0.0), (0.0, 1.1), (-1.1, 0.0)],
        2: [(0.0, -1.15), (1.1, 0.85), (-1.1, 0.85)],
    }[shape]
    return " ".join(f"{round(x + dx * half, 1)},{round(y + dy * half, 1)}" for dx, dy in corners)
