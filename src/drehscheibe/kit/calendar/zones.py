"""VTIMEZONE: when the clocks of a place change, as rules that go on for ever (RFC 5545, 3.6.5)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

# The rules of this year are written down: those of the European Union have been the same since 1996.
_YEAR = 2000
_HOUR, _SECOND = timedelta(hours=1), timedelta(seconds=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@lru_cache(maxsize=8)
def zone_lines(name: str) -> tuple[str, ...]:
    """Return the lines of a time zone; of one whose clocks change, with both rules."""
    zone = ZoneInfo(name)
    changes = list(_changes(zone, _YEAR)) or [datetime(_YEAR, 1, 1, tzinfo=UTC)]
    rules = [line for change in changes for line in _rule(zone, change, repeats=len(changes) > 1)]
    return ("BEGIN:VTIMEZONE", f"TZID:{name}", *rules, "END:VTIMEZONE")


@lru_cache(maxsize=64)
def double_hour(name: str, year: int) -> tuple[datetime, datetime] | None:
    """Return between which instants of a year the clock shows the same times twice; None where it never does."""
    zone = ZoneInfo(name)
    for change in _changes(zone, year):
        gained = _offset(change - _SECOND, zone) - _offset(change, zone)
        if gained > timedelta():
            return change - gained, change + gained
    return None


def _changes(zone: ZoneInfo, year: int) -> Iterator[datetime]:
    """Yield the hours of a year with which another offset begins."""
    at = datetime(year, 1, 1, tzinfo=UTC)
    before = _offset(at, zone)
    while at.year == year:
        now = _offset(at, zone)
        if now != before:
            yield at
        at, before = at + _HOUR, now


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _rule(zone: ZoneInfo, change: datetime, *, repeats: bool) -> list[str]:
    after = change.astimezone(zone)
    before = (change - _SECOND).astimezone(zone)
    # The clock that is left still shows the moment of the change.
    shown = (change + _offset(change - _SECOND, zone)).replace(tzinfo=None)
    kind = "DAYLIGHT" if after.dst() else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"TZNAME:{after.tzname()}",
        f"TZOFFSETFROM:{before:%z}",
        f"TZOFFSETTO:{after:%z}",
        f"DTSTART:{shown:%Y%m%dT%H%M%S}",
        *([f"RRULE:FREQ=YEARLY;BYMONTH={shown.month};BYDAY={_day(shown)}"] if repeats else []),
        f"END:{kind}",
    ]


def _day(shown: datetime) -> str:
    """Return which day of the month it is: -1SU is the last Sunday, 2SU the second."""
    is_last = (shown + timedelta(weeks=1)).month != shown.month
    return f"{-1 if is_last else (shown.day + 6) // 7}{_WEEKDAYS[shown.weekday()]}"
