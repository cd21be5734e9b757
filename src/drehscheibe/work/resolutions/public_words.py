"""The words in which everybody reads how a decision stands. They are translated, unlike those of the rooms."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.vocabulary import DecisionState


def state(decision: Decision) -> str:
    """Return how it stands, "" for one that is repealed."""
    words = {DecisionState.OPEN: _("offen"), DecisionState.RUNNING: _("in Arbeit"), DecisionState.DONE: _("erledigt")}
    return words.get(DecisionState(decision.state), "")


def repealed(decision: Decision, *, by_label: str = "") -> str:
    """Return „Aufgehoben am 3. Mai 2026 durch Beschluss 2026/12.“; "" for one that is not."""
    if decision.state != DecisionState.REPEALED:
        return ""
    day = date_format(decision.repealed_on, "j. F Y") if decision.repealed_on else ""
    if by_label:
        return _("Aufgehoben am %(day)s durch Beschluss %(number)s.") % {"day": day, "number": by_label}
    return _("Aufgehoben am %(day)s.") % {"day": day}
