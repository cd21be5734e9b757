"""Public and school holidays of the Länder, as the package `holidays` knows them.

School holidays are only known for the years for which the Länder have agreed on them (KMK, about six years ahead).
"""

import logging
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

SUBDIVISIONS = {
    "01": "SH", "02": "HH", "03": "NI", "04": "HB", "05": "NW", "06": "HE", "07": "RP", "08": "BW",
    "09": "BY", "10": "SL", "11": "BE", "12": "BB", "13": "MV", "14": "SN", "15": "ST", "16": "TH",
}  # fmt: skip
"""Official key of a Land → its ISO 3166-2 code."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FreeDays:
    """What is known of one year: day → name. `knows_school` is False where nobody has set the school holidays yet."""

    public: dict[date, str] = field(default_factory=dict)
    school: dict[date, str] = field(default_factory=dict)
    knows_school: bool = False

    def name(self, day: date) -> str:
        """Return the name of the holiday, "" on other days; a public one goes first."""
        return self.public.get(day) or self.school.get(day, "")


@lru_cache(maxsize=64)
def free_days(land: str, year: int) -> FreeDays:
    """Return the holidays of a year in a Land, by its official key; without a key those of all Germany."""
    subdivision = SUBDIVISIONS.get(land)
    public = _days(subdivision, year, "public")
    school = _days(subdivision, year, "school") if subdivision else {}
    return FreeDays(public, school, _has_summer(school, year))


def _has_summer(school: dict[date, str], year: int) -> bool:
    """Tell whether the year is complete: the days after New Year may come from the year before."""
    return any(date(year, 6, 1) <= day <= date(year, 9, 30) for day in school)


def _days(subdivision: str | None, year: int, category: str) -> dict[date, str]:
    # Takes a tenth of a second to load, and only planning pages need it.
    from holidays import country_holidays

    try:
        found = country_holidays("DE", subdiv=subdivision, years=year, categories=(category,), language="de")
    except Exception as problem:
        # A year or Land that the package cannot answer must not stop anybody from planning.
        log.warning("holidays: %s %s %s: %s", subdivision, year, category, type(problem).__name__)
        return {}
    return {day: str(name) for day, name in found.items() if day.year == year}


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row with one name, e.g. the summer holidays."""

    name: str
    since: date
    until: date


def spans(days: dict[date, str]) -> list[Span]:
    """Return runs of days with the same name; a weekend between two of them belongs to it."""
    found: list[Span] = []
    for day, name in sorted(days.items()):
        if found and found[-1].name == name and day - found[-1].until <= timedelta(days=3):
            found[-1] = Span(name, found[-1].since, day)
        else:
            found.append(Span(name, day, day))
    return found
