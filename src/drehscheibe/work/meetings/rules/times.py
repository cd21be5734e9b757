"""Times as people say them, „am 28. März von 22 bis 1 Uhr“, and the moments that they mean."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

LATE_NIGHT = time(6)
"""Up to this hour an end that lies before the beginning belongs to the next day."""


class NoSuchTime(ValueError):
    """The clock shows this time never on that day: in the night to summer time an hour is left out."""


class EndsTooEarly(ValueError):
    """The end does not come after the beginning."""


def moment(day: date, at: time, zone: tzinfo) -> datetime:
    """Return when the clock shows `at` on `day`; of two such moments the first. Raises NoSuchTime."""
    found = datetime.combine(day, at, tzinfo=zone)
    if found.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != found.replace(tzinfo=None):
        raise NoSuchTime
    return found


def span(day: date, begin: time, end: time, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return begin and end of a meeting; one that ends at night ends on the next day.

    Raises NoSuchTime and EndsTooEarly.
    """
    last = day + timedelta(days=1) if end <= begin and end <= LATE_NIGHT else day
    starts, ends = moment(day, begin, zone), moment(last, end, zone)
    if ends.astimezone(UTC) <= starts.astimezone(UTC):
        raise EndsTooEarly
    return starts, ends


def minutes_between(starts: datetime, ends: datetime) -> int:
    """Return how long it takes on a watch that nobody puts forward or back."""
    return int((ends.astimezone(UTC) - starts.astimezone(UTC)).total_seconds() // 60)


def reply_day(day: date, today: date) -> date:
    """Return until when to ask for answers: a week before; at short notice the day before, never later than that."""
    week = day - timedelta(days=7)
    return week if week > today else max(min(day - timedelta(days=1), day), min(today, day))
