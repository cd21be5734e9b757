"""How the pages and letters speak of a meeting: the alliance's own word for it, its date in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Word:
    """„Treffen“ or „Sitzung“, with what their grammar changes."""

    name: str
    plural: str
    the: str
    to_the: str
    of_the: str
    this: str
    first: str
    next: str


def word(meeting_word: str) -> Word:
    """Return the word that the rules of the game name (`Game.meeting_word`)."""
    if meeting_word == "session":
        return Word(
            _("Sitzung"), _("Sitzungen"), _("die Sitzung"), _("zur Sitzung"), _("der Sitzung"), _("diese Sitzung"),
            _("Erste Sitzung"), _("Nächste Sitzung"),
        )  # fmt: skip
    return Word(
        _("Treffen"), _("Treffen"), _("das Treffen"), _("zum Treffen"), _("des Treffens"), _("dieses Treffen"),
        _("Erstes Treffen"), _("Nächstes Treffen"),
    )  # fmt: skip


def day_in_words(at: datetime) -> str:
    """Return „Mi., 14. Oktober 2026“."""
    local = localtime(at)
    return _("%(weekday)s., %(day)s") % {"weekday": date_format(local, "D"), "day": date_format(local, "j. F Y")}


def clock(at: datetime) -> str:
    return date_format(localtime(at), "H:i")


def when(starts_at: datetime, ends_at: datetime) -> str:
    """Return „Mi., 14. Oktober 2026, 17:00 bis 19:00 Uhr“."""
    return _("%(day)s, %(begin)s bis %(end)s Uhr") % {
        "day": day_in_words(starts_at), "begin": clock(starts_at), "end": clock(ends_at)
    }  # fmt: skip


def place_in_words(title: str, place: int) -> str:
    """Return what a moved item of the agenda says aloud; 0 is the first place."""
    names = (
        _("erster"), _("zweiter"), _("dritter"), _("vierter"), _("fünfter"), _("sechster"), _("siebter"), _("achter"),
        _("neunter"), _("zehnter"), _("elfter"), _("zwölfter"),
    )  # fmt: skip
    name = names[place] if place < len(names) else f"{place + 1}."
    return _("„%(title)s“ steht jetzt an %(place)s Stelle (TOP %(number)s).") % {
        "title": title, "place": name, "number": place + 1
    }  # fmt: skip
