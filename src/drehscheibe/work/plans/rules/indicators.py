"""What an indicator says: as a sentence, as a picture, and how several add up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from .numbers import written

_NEVER_ADDED = frozenset({"%", "prozent", "grad", "note", "‰", "promille", "%-punkte", "prozentpunkte"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of one indicator, whichever domain they come from."""

    unit: str
    before: Decimal | None = None
    target: Decimal | None = None
    now: Decimal | None = None
    falls: bool = False

    @property
    def is_reached(self) -> bool:
        if self.now is None or self.target is None:
            return False
        return self.now <= self.target if self.falls else self.now >= self.target


def sentence(row: Figures) -> str:
    """Return one sentence: „Von 12 auf 31 Plätze, Ziel 40.“"""
    words = {name: written(value) for name in ("before", "now", "target") if (value := getattr(row, name)) is not None}
    return f"{_state(row, words)}{_aim(row, words)}"


def _state(row: Figures, words: dict[str, str]) -> str:
    named = {**words, "unit": row.unit}
    if row.now is None:
        return _("Noch nicht gemessen, vorher %(before)s %(unit)s") % named if "before" in words else _not_measured()
    if row.before is None:
        return "{now} {unit}".format(**named)
    if row.before == row.now:
        return _("Unverändert %(now)s %(unit)s") % named
    return _("Von %(before)s auf %(now)s %(unit)s") % named


def _not_measured() -> str:
    return _("Noch nicht gemessen")


def _aim(row: Figures, words: dict[str, str]) -> str:
    if row.target is None:
        return "."
    if row.is_reached:
        return _(". Das Ziel von %(target)s ist erreicht.") % words
    named = {**words, "unit": "" if row.now is not None or row.before is not None else f" {row.unit}"}
    if row.falls:
        return _(", Ziel höchstens %(target)s%(unit)s.") % named
    return _(", Ziel %(target)s%(unit)s.") % named


# As a picture


@dataclass(frozen=True, slots=True)
class Bar:
    """One of the three bars; lengths in the units of the picture, as texts for the template."""

    label: str
    value: str
    y: str
    width: str
    text_x: str
    kind: str


@dataclass(frozen=True, slots=True)
class Picture:
    height: str
    bars: tuple[Bar, ...]
    width: str = "250"


_LEFT, _LONGEST, _ROW = 58, 124, 30


def picture(row: Figures) -> Picture | None:
    """Return bars for before, now and target; None where there is nothing to compare or a figure is below zero."""
    found = [
        (label, kind, value)
        for label, kind, value in (
            (_("vorher"), "before", row.before), (_("jetzt"), "now", row.now), (_("Ziel"), "target", row.target),
        )
        if value is not None
    ]  # fmt: skip
    most = max((value for *_names, value in found), default=Decimal(0))
    if len(found) < 2 or most <= 0 or any(value < 0 for *_names, value in found):  # noqa: PLR2004  one bar compares nothing
        return None
    bars = [_bar(rank, label, kind, value, most) for rank, (label, kind, value) in enumerate(found)]
    return Picture(str(len(bars) * _ROW), tuple(bars))


def _bar(rank: int, label: str, kind: str, value: Decimal, most: Decimal) -> Bar:
    width = round(float(value / most) * _LONGEST, 1)
    return Bar(label, written(value), str(rank * _ROW + 6), str(max(width, 1)), str(_LEFT + max(width, 1) + 6), kind)


@dataclass(frozen=True, slots=True)
class Point:
    """One value; its figure stands above it, or below where the line of the target would run through it."""

    x: str
    y: str
    text_y: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Course:
    """Readings over time as a line; `target_y` is where the target lies, empty without one."""

    points: tuple[Point, ...]
    line: str
    target_y: str
    target: str
    width: str = "640"
    height: str = "240"


_SIDE, _TOP, _FOOT, _WIDE = 44, 36, 200, 640
_ABOVE, _BELOW, _LETTERS = 11, 22, 16


def course(readings: Sequence[tuple[date, Decimal]], *, target: Decimal | None) -> Course | None:
    """Return the readings as points, days apart as in the calendar; None for fewer than two."""
    if len(readings) < 2:  # noqa: PLR2004  a line has two ends
        return None
    values = [value for _day, value in readings] + ([target] if target is not None else [])
    low, high = min(Decimal(0), *values), max(values)
    first, days = readings[0][0], max((readings[-1][0] - readings[0][0]).days, 1)

    def y_of(value: Decimal) -> float:
        return round(_FOOT - float((value - low) / ((high - low) or 1)) * (_FOOT - _TOP), 1)

    aim = None if target is None else y_of(target)
    points = tuple(
        Point(
            str(round(_SIDE + (day - first).days / days * (_WIDE - 2 * _SIDE), 1)), str(y_of(value)),
            str(_text_y(y_of(value), aim)), written(value), f"{day:%d.%m.%y}",
        )
        for day, value in readings
    )  # fmt: skip
    line = " ".join(f"{point.x},{point.y}" for point in points)
    return Course(points, line, "" if aim is None else str(aim), "" if target is None else written(target))


def _text_y(y: float, aim: float | None) -> float:
    crossed = aim is not None and y - _ABOVE - _LETTERS < aim < y - _LETTERS / 4
    return round(y + _BELOW if crossed else y - _ABOVE, 1)


# Together


@dataclass(frozen=True, slots=True)
class Total:
    """What several projects come to in one unit. `before` and `target` only where every one of them has it."""

    figures: Figures
    count: int

    @property
    def sentence(self) -> str:
        return sentence(self.figures)


def totals(rows: Iterable[Figures]) -> list[Total]:
    """Add up indicators with the same unit that were measured; shares and figures that should fall have no sum."""
    by_unit: dict[str, list[Figures]] = {}
    for row in rows:
        if row.now is not None and not row.falls and row.unit.strip().casefold() not in _NEVER_ADDED:
            by_unit.setdefault(row.unit.strip().casefold(), []).append(row)
    return [_total(group) for group in by_unit.values()]


def _total(group: Sequence[Figures]) -> Total:
    return Total(
        Figures(
            unit=group[0].unit,
            before=_sum([row.before for row in group]),
            target=_sum([row.target for row in group]),
            now=_sum([row.now for row in group]),
        ),
        len(group),
    )


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None
