"""How a decision came about, in words: the same in the evening, the minutes, the register and on paper."""

from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.work.bodies.vocabulary import Majority

from .vocabulary import BY_VOTE, Manner, Outcome


class Voted(Protocol):
    """A line of the minutes or a decision: both carry the same facts."""

    outcome: str
    manner: str
    majority: str
    yes: int | None
    no: int | None
    abstained: int | None
    invalid: int | None
    there: int | None
    needed: int | None
    entitled: int | None


def verdict(row: Voted) -> str:
    """Return „Angenommen: 12 Ja, 1 Nein, 2 Enthaltungen (namentlich)“; "" without a result."""
    if not row.outcome:
        return ""
    word, how = str(Outcome(row.outcome).label), manner(row)
    word = word[:1].upper() + word[1:]
    return f"{word}: {how}" if how else word


def manner(row: Voted) -> str:
    """Return how it was decided and with which votes."""
    votes = votes_in_words(row)
    if not row.manner:
        return votes
    word = str(Manner(row.manner).label)
    return f"{votes} ({word})" if votes else word


def votes_in_words(row: Voted) -> str:
    """Return „12 Ja, 1 Nein, 2 Enthaltungen“; "" where nobody counted."""
    if row.yes is None and row.no is None and row.abstained is None:
        return ""
    abstained, invalid = row.abstained or 0, row.invalid or 0
    held_back = ngettext("eine Enthaltung", "%(number)s Enthaltungen", abstained) % {"number": abstained}
    said = _("%(yes)s Ja, %(no)s Nein, %(abstained)s") % {
        "yes": row.yes or 0,
        "no": row.no or 0,
        "abstained": held_back,
    }
    return _("%(votes)s, %(number)s ungültig") % {"votes": said, "number": invalid} if invalid else said


def rule(row: Voted) -> str:
    """Return by which rule, and where the rules have a minimum, whether enough were there; "" without a vote."""
    if not row.outcome or not row.majority or row.manner == Manner.CONSENSUS:
        return quorum(row)
    label = Majority(row.majority).label
    asked = _("Angenommen mit: %(majority)s.") % {"majority": label}
    return f"{asked} {quorum(row)}".strip()


def quorum(row: Voted) -> str:
    """Return whether enough votes were there at that moment; "" where the rules have no minimum."""
    if not row.needed or row.there is None or row.manner in (Manner.CIRCULAR, Manner.LINK):
        return ""
    said = {"there": row.there, "needed": row.needed}
    if row.there >= row.needed:
        return _("Beschlussfähig: %(there)s Stimmen waren da, nötig waren %(needed)s.") % said
    return _("Nicht beschlussfähig: %(there)s Stimmen waren da, nötig waren %(needed)s.") % said


def doubt(row: Voted) -> str:
    """Return what does not add up with a line of the evening, "" where all is well."""
    if not row.outcome or row.there is None or row.manner in BY_VOTE:
        return ""
    if row.needed and row.there < row.needed:
        return quorum(row)
    cast = sum(number or 0 for number in (row.yes, row.no, row.abstained))
    if cast > row.there:
        return _("Gezählt sind %(cast)s Stimmen, im Raum waren %(there)s. Bitte prüfen Sie das.") % {
            "cast": cast,
            "there": row.there,
        }
    return ""
