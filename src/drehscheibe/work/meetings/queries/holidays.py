"""On which days the alliance in scope does not meet: holidays of its Land, and days that were blocked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from drehscheibe.ground.alliances import queries as alliances

from ..models import BlockedDate
from ..rules.calendar import SUBDIVISIONS, FreeDays, free_days

_LONGEST = 400


@dataclass(frozen=True, slots=True)
class NoMeeting:
    """Days without meetings in some years, with the reason of each."""

    land: str
    years: dict[int, FreeDays] = field(default_factory=dict)
    blocked: dict[date, str] = field(default_factory=dict)

    def reason(self, day: date) -> str:
        """Return why a day does not fit, "" where it does."""
        if day in self.blocked:
            return self.blocked[day]
        return self._year(day.year).name(day)

    def holiday(self, day: date) -> str:
        return self._year(day.year).name(day)

    def days(self) -> frozenset[date]:
        """Return all days of the years that were asked for on which nobody meets."""
        found = set(self.blocked)
        for year in self.years.values():
            found |= {*year.public, *year.school}
        return frozenset(found)

    @property
    def unknown_years(self) -> list[int]:
        """The years for which the Land has not set its school holidays, or nobody knows the Land."""
        return sorted(year for year, found in self.years.items() if not found.knows_school)

    @property
    def warning(self) -> str:
        """What a page says about what is not known; "" where all is."""
        if self.land and self.land not in SUBDIVISIONS:
            return _("Für Ihr Gebiet kennen wir nur die Feiertage, die überall gelten, und keine Schulferien.")
        if not self.land:
            return _("Ohne Gebiet im Profil kennen wir nur die Feiertage, die überall gelten, und keine Schulferien.")
        years = ", ".join(str(year) for year in self.unknown_years)
        return _("Schulferien für %(years)s sind noch nicht bekannt.") % {"years": years} if years else ""

    def _year(self, year: int) -> FreeDays:
        return self.years.get(year) or free_days(self.land, year)


def land() -> str:
    """Return the official key of the alliance's Land; "" where its profile names no place."""
    first = next(iter(alliances.areas()), None)
    return first.land if first else ""


def no_meeting(years: Iterable[int]) -> NoMeeting:
    """Return the days of these years on which nobody meets; two statements."""
    key = land()
    wanted = sorted(set(years))
    found = {year: free_days(key, year) for year in wanted}
    return NoMeeting(key, found, _blocked(wanted) if wanted else {})


def _blocked(years: list[int]) -> dict[date, str]:
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    rows = BlockedDate.objects.filter(organisation=None, since__lte=last, until__gte=first)
    return {day: row.reason or _("gesperrt") for row in rows for day in days_between(row.since, row.until)}


def days_between(since: date, until: date) -> list[date]:
    number = min((until - since).days, _LONGEST)
    return [since + timedelta(days=one) for one in range(number + 1)]
