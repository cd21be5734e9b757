"""Days as they stand in cells: "2012", "seit Mai 2012", "1.5.12", and 41030, as spreadsheets count."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from drehscheibe.kit.text import folded

from .numbers import day_of

_MONTHS: Final = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
DATE = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_MONTH_YEAR = re.compile(r"\b(\d{1,2})[/.](\d{4})\b")
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_FIRST_YEAR = 1950
_SERIALS = range(18_000, 80_000)
_CENTURY = 100


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and how much of it is known: "day", "month" or "year"."""

    on: date
    precision: str = "day"


def read_day(text: str, *, serials: bool = False) -> Day | None:
    """Read "2012", "seit Mai 2012", "1.5.12", "2012-05-01"; with `serials` also 41030, a day as a spreadsheet counts."""
    if serials and re.fullmatch(r"\d{5}(?:[.,]\d+)?", text) and int(text[:5]) in _SERIALS:
        day = day_of(int(text[:5]))
        return Day(day) if day else None
    if found := DATE.search(text):
        return _day(_full_year(found[3]), int(found[2]), int(found[1]), "day")
    if found := _ISO.search(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), "day")
    if found := _MONTH_YEAR.search(text):
        return _day(int(found[2]), int(found[1]), 1, "month")
    if found := _YEAR.search(text):
        month = _month(text)
        return _day(int(found[1]), month or 1, 1, "month" if month else "year")
    return None


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if year >= _CENTURY else year + (2000 if year < 70 else 1900)  # noqa: PLR2004  as spreadsheets guess


def _month(text: str) -> int:
    words = [word[:3] for word in folded(text).replace("maerz", "mar").split() if word.isalpha()]
    return next((_MONTHS.index(word) + 1 for word in words if word in _MONTHS), 0)


def _day(year: int, month: int, day: int, precision: str) -> Day | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Day(found, precision) if found.year >= _FIRST_YEAR else None
