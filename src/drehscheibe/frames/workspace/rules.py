"""What holds for greetings and drafts. No Django in here."""

from collections.abc import Iterable
from datetime import datetime, timedelta

# Longer than our longest form; anything above it was not typed by a person.
LONGEST_DRAFT = 100_000
MOST_DRAFTS = 30
KEEP_DRAFTS = timedelta(days=90)

_NUMBERS = ("keine", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
_MORNING, _DAY, _EVENING = 4, 11, 18


def greeting(now: datetime) -> str:
    if _MORNING <= now.hour < _DAY:
        return "Guten Morgen."
    return "Guten Tag." if _DAY <= now.hour < _EVENING else "Guten Abend."


def number_word(number: int) -> str:
    """Return a small number as a word, as people write it: up to twelve."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def length(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(len(name) + len(value) for name, value in pairs)
