"""When to try again, when periodic work is due, and what may be kept of an error."""

import traceback
from datetime import UTC, datetime, time, timedelta
from pathlib import PurePath

MAX_ATTEMPTS = 10
_FIRST_PAUSE = timedelta(seconds=30)
_LONGEST_PAUSE = timedelta(hours=12)


def pause_after(attempts: int) -> timedelta:
    """Return the growing wait after the given number of attempts; ten of them span about two days."""
    factor: int = 4 ** min(attempts - 1, 10)
    return min(_FIRST_PAUSE * factor, _LONGEST_PAUSE)


def next_interval(due: datetime, *, every: timedelta, after: datetime) -> datetime:
    """Return the first slot of `due`, `due + every`, … later than `after`: missed slots are not made up for."""
    return due if due > after else due + every * ((after - due) // every + 1)


def next_time_of_day(at: time, *, after: datetime) -> datetime:
    """Return the next `at` o'clock later than `after`, in the time zone of `after`."""
    today = datetime.combine(after.date(), at, after.tzinfo)
    # In UTC, because wall clocks show one hour twice in the night when summer time ends.
    if today.astimezone(UTC) > after.astimezone(UTC):
        return today
    return datetime.combine(after.date() + timedelta(days=1), at, after.tzinfo)


def safe_error(error: BaseException) -> str:
    """Return the class of an error and its place in the code. Its message may quote a name or an address."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"[:200]
