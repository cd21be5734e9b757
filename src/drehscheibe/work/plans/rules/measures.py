"""When the owner of a measure is asked by itself, and which focus topics run in a year."""

import re
from datetime import date, timedelta

ASK_BEFORE = timedelta(days=14)
"""So long before the day its owner is asked how it stands."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def asks_before(due_on: date, asked_before: date | None, *, on: date) -> bool:
    """Tell whether the question before the day is due; once per day that was agreed, so a moved day asks anew."""
    return due_on - ASK_BEFORE <= on <= due_on and asked_before != due_on


def asks_after(due_on: date, asked_after: date | None, *, on: date) -> bool:
    """Tell whether the question after the day is due; the one before it is left out where it was slept through."""
    return on > due_on and asked_after != due_on


def runs_in(year: int, since: str, until: str) -> bool:
    """Tell whether what began at `since` and ended at `until`, in people's words, runs in a year.

    Words without a year say nothing: "seit dem Frühjahr" runs, and so does "bis auf Weiteres".
    """
    begun, ended = _YEAR.search(since), _YEAR.search(until)
    return not (begun and int(begun[0]) > year) and not (ended and int(ended[0]) < year)
