"""How the register speaks of a decision: its state, its vote, who sees to it. One place for page, paper and table."""

from datetime import date

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from drehscheibe.work.bodies.vocabulary import Majority
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.verdicts import votes_in_words
from drehscheibe.work.meetings.vocabulary import DecisionState, Manner, Outcome

_TONES = {
    DecisionState.OPEN: "warning", DecisionState.RUNNING: "info", DecisionState.DONE: "success",
    DecisionState.REPEALED: "plain",
}  # fmt: skip
_TITLE = 80
_BETWEEN = (Manner.CIRCULAR, Manner.LINK)


def day(on: date | None) -> str:
    return date_format(on, "j. F Y") if on else ""


def short(decision: Decision) -> str:
    """Return the title of a decision, of one without the beginning of its words."""
    return decision.title or Truncator(" ".join(decision.text.split())).chars(_TITLE)


def decision_title(decision: Decision) -> str:
    """Return „Beschluss 2026/07: Familienfest“."""
    return _("Beschluss %(number)s: %(text)s") % {"number": decision.label, "text": short(decision)}


def state_word(decision: Decision) -> str:
    """Return „offen“, „abgelehnt“, or that the number is not taken."""
    if decision.withdrawn_at is not None:
        return _("Nummer nicht belegt")
    if decision.outcome == Outcome.REJECTED:
        return str(Outcome.REJECTED.label)
    return str(decision.get_state_display())


def state_tone(decision: Decision) -> str:
    stands = decision.withdrawn_at is None and decision.outcome == Outcome.ACCEPTED
    return _TONES[DecisionState(decision.state)] if stands else "plain"


def owner(decision: Decision) -> str:
    """Return who sees to it: „Anna Beispiel (Kita Sonnenschein)“."""
    partner = decision.owner_organisation.name if decision.owner_organisation else ""
    name = decision.owner_name
    return f"{name} ({partner})" if name and partner and name != partner else name or partner


def where(decision: Decision) -> str:
    """Return the meeting, or that it was decided between two."""
    return decision.meeting.title if decision.meeting else str(Manner.CIRCULAR.label)


# The vote


def manner(decision: Decision) -> str:
    return str(Manner(decision.manner).label) if decision.manner in Manner.values else ""


def majority(decision: Decision) -> str:
    return str(Majority(decision.majority).label) if decision.majority in Majority.values else ""


def votes(decision: Decision) -> str:
    """Return „12 Ja, 1 Nein, 2 Enthaltungen, 1 ungültig“; "" where nobody counted."""
    return votes_in_words(decision)


def there(decision: Decision) -> str:
    """Return how many votes were there of how many, and how many it takes; the last only where the rules ask for some."""
    if decision.there is None or decision.entitled is None:
        return ""
    values = {"there": decision.there, "all": decision.entitled, "needed": decision.needed or 0}
    between = decision.manner in _BETWEEN
    said = (_("%(there)s von %(all)s haben abgestimmt.") if between else _("%(there)s von %(all)s Stimmen.")) % values
    if not decision.needed:
        return said
    if between:
        return f"{said} {_('Nötig waren %(needed)s.') % values}"
    enough = decision.there >= decision.needed
    verdict = (
        _("Nötig waren %(needed)s: beschlussfähig.") if enough else _("Nötig waren %(needed)s: nicht beschlussfähig.")
    )
    return f"{said} {verdict % values}"


def vote_facts(decision: Decision) -> list[tuple[str, str]]:
    """Return how it was decided, as word and text; nothing that was not kept."""
    result = str(decision.get_outcome_display())
    pairs = [
        (_("Ergebnis"), result),
        (_("Wie abgestimmt?"), manner(decision)),
        (_("Stimmen"), votes(decision)),
        (_("Nötige Mehrheit"), majority(decision)),
        (_("Haben abgestimmt") if decision.manner in _BETWEEN else _("Vertreten"), there(decision)),
    ]
    return [pair for pair in pairs if pair[1]]


# What became of it


def due(decision: Decision, on: date) -> str:
    """Return „bis 3. Mai 2026“, „war bis …“ for one that is late."""
    if decision.due_on is None:
        return ""
    late = decision.due_on < on and decision.state in {DecisionState.OPEN, DecisionState.RUNNING}
    return (_("war bis %(day)s") if late else _("bis %(day)s")) % {"day": day(decision.due_on)}
