"""Which year a page or a report is about."""

from datetime import date

FIRST_YEAR = 2000
LAST_YEAR = 2100


def year_to_show(today: date) -> int:
    """Return the year that the one page tells of: in January still the one before, the new one has hardly begun."""
    return today.year - 1 if today.month == 1 else today.year


def overlaps(year: int, starts_on: date | None, ends_on: date | None) -> bool:
    """Tell whether a time reaches into a year; a side that is not known is open."""
    begins_before = starts_on is None or starts_on.year <= year
    return begins_before and (ends_on is None or ends_on.year >= year)
