"""Dates of a series and of a meeting that is held again: proposed by rule, decided by people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

WORKING_DAYS = (0, 1, 2, 3, 4)
_FARTHEST = 6


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every `weeks_min` to `weeks_max` weeks, on one of the weekdays (0 is Monday)."""

    weeks_min: int
    weeks_max: int
    weekdays: tuple[int, ...] = WORKING_DAYS


def series_dates(rhythm: Rhythm, *, after: date, first: date, last: date, fits: Callable[[date], bool]) -> list[date]:
    """Return dates between `first` and `last`; `after` is the last meeting before them.

    Within the range that one is taken whose distance is nearest to its middle, of the same weekday as the one before
    where several are as near. Where no day of the range fits, e.g. in the summer holidays, the first that does comes.
    """
    found: list[date] = []
    before = after
    while (day := _next(rhythm, before, first, last, fits)) is not None:
        found.append(day)
        before = day
    return found


def _next(rhythm: Rhythm, before: date, first: date, last: date, fits: Callable[[date], bool]) -> date | None:
    since, until = before + timedelta(weeks=rhythm.weeks_min), before + timedelta(weeks=rhythm.weeks_max, days=6)
    if until < first:
        since, until = first, first + timedelta(weeks=rhythm.weeks_max - rhythm.weeks_min, days=6)
    days = [day for day in _days(max(since, first), min(until, last)) if day.weekday() in rhythm.weekdays and fits(day)]
    if days:
        middle = before + timedelta(days=7 * (rhythm.weeks_min + rhythm.weeks_max) // 2)
        return min(days, key=lambda day: (abs((day - middle).days) // 7, day.weekday() != before.weekday(), day))
    late = (day for day in _days(max(until, first), last) if day.weekday() in rhythm.weekdays and fits(day))
    return next(late, None)


def _days(since: date, until: date) -> list[date]:
    return [since + timedelta(days=number) for number in range((until - since).days + 1)]


def near(wanted: date, *, fits: Callable[[date], bool], most: int = 60) -> date | None:
    """Return the nearest day that fits, the later of two; None where none does within `most` days."""
    for distance in range(most + 1):
        for day in (wanted + timedelta(days=distance), wanted - timedelta(days=distance)):
            if fits(day):
                return day
    return None


def again(held: date, *, earliest: date, weeks: int | None = None, fits: Callable[[date], bool]) -> date:
    """Return when to hold a meeting again: the same weekday about a year later, or `weeks` later, never before `earliest`.

    The same week of the year where it fits, else the nearest week in which the weekday does, else the wanted day. A
    turn that is due, or was missed by less than half a turn, is caught up on the first day that fits.
    """
    step = timedelta(weeks=weeks or 52)
    wanted = held + step
    while wanted + step / 2 < earliest:
        wanted += step
    late = (earliest - wanted).days
    wanted += timedelta(weeks=max(-(-late // 7), 0))
    weeks_around = sorted(range(-_FARTHEST, _FARTHEST + 1), key=lambda number: (abs(number), -number))
    days = (wanted + timedelta(weeks=number) for number in weeks_around)
    return next((day for day in days if day >= earliest and fits(day)), wanted)
