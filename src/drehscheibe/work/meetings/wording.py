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
    next: str
    none_yet: str
    plan: str
    plan_first: str
    to_next: str
    for_all: str


def word(meeting_word: str) -> Word:
    """Return the word that the rules of the game name (`Game.meeting_word`)."""
    if meeting_word == "session":
        return Word(
            name=_("Sitzung"),
            plural=_("Sitzungen"),
            next=_("Nächste Sitzung"),
            none_yet=_("Noch keine Sitzung"),
            plan=_("Sitzung planen"),
            plan_first=_("Erste Sitzung planen"),
            to_next=_("Auf die nächste Sitzung"),
            for_all=_("Unterlagen zur ganzen Sitzung"),
        )
    return Word(
        name=_("Treffen"),
        plural=_("Treffen"),
        next=_("Nächstes Treffen"),
        none_yet=_("Noch kein Treffen"),
        plan=_("Treffen planen"),
        plan_first=_("Erstes Treffen planen"),
        to_next=_("Aufs nächste Treffen"),
        for_all=_("Unterlagen zum ganzen Treffen"),
    )


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
