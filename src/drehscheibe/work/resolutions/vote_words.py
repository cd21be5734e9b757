"""A vote by link in words: until when, what is asked, how it counts, what it protects."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.work.bodies.vocabulary import Majority
from drehscheibe.work.meetings.wording import clock, day_in_words

from .models import Vote
from .rules.box import LEAST
from .rules.results import share
from .vocabulary import Choice, VoteKind

_NAMED = {Choice.YES: "ja", Choice.NO: "nein", Choice.ABSTAIN: "enthaltung"}
_SECRET = {Choice.YES: "1", Choice.NO: "2", Choice.ABSTAIN: "3"}


def codes(vote: Vote) -> dict[Choice, str]:
    """Return what the form of the page calls the three choices.

    Those of a secret vote have one length: a log that notes the size of requests must not tell them apart.
    """
    return _SECRET if vote.kind == VoteKind.LINK else _NAMED


def choice_of(vote: Vote, code: str) -> Choice | None:
    return next((choice for choice, known in codes(vote).items() if known == code), None)


def until(vote: Vote) -> str:
    """Return „Fr., 16. Oktober 2026, 18:00 Uhr“; "" for a draft without a day."""
    if vote.ends_at is None:
        return ""
    return _("%(day)s, %(time)s Uhr") % {"day": day_in_words(vote.ends_at), "time": clock(vote.ends_at)}


def what(vote: Vote) -> str:
    """Return what kind of vote it is, as its heading."""
    return {
        VoteKind.CIRCULAR: _("Beschluss zwischen den Treffen"),
        VoteKind.LINK: _("Geheime Abstimmung"),
        VoteKind.OPINION: _("Meinungsbild"),
    }.get(VoteKind(vote.kind), _("Abstimmung"))


def conditions(vote: Vote, entitled: int) -> list[str]:
    """Return the rules of this vote as sentences, for all who vote and for those who prepare it."""
    if vote.kind == VoteKind.OPINION:
        return [_("Das ist ein Meinungsbild. Es beschließt nichts und bekommt keine Nummer.")]
    found = (
        [_("Angenommen wird mit: %(majority)s.") % {"majority": Majority(vote.majority).label}] if vote.majority else []
    )
    least = max(share(vote.percent, entitled), LEAST if vote.kind == VoteKind.LINK else 0)
    if least and entitled and least >= entitled:
        found.append(_("Alle müssen abstimmen, sonst gilt der Beschluss nicht."))
    elif least:
        words = ngettext(
            "Mindestens eine Stimme muss eingehen.", "Mindestens %(number)s Stimmen müssen eingehen.", least
        )
        found.append(words % {"number": least})
    if vote.may_object:
        found.append(_("Wer lieber darüber sprechen möchte, verschiebt die Entscheidung auf das nächste Treffen."))
    return found


def protection() -> list[str]:
    """Return what a secret vote by link protects from and what not, see ADR 21."""
    return [
        _("Wir speichern, dass für Ihren Partner abgestimmt wurde, aber nicht, wann und wie."),
        _("Wer später die Datenbank in die Hand bekommt, kann niemandem eine Stimme zuordnen."),
        _("Davor schützt es nicht: Wer den Server verändert, während abgestimmt wird, oder Sicherungen aus diesen Tagen "
          "vergleicht, kann Stimmen zuordnen. Und stimmen alle gleich, wissen alle, wie alle gestimmt haben."),
        _("Sie können Ihre Stimme nicht ändern. Bis zum Ende sieht niemand einen Zwischenstand."),
    ]  # fmt: skip
