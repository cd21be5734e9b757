"""Rules of partnership, free of any database."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.kit.text import folded

from .vocabulary import ApplicationState, State

QUIET_AFTER = timedelta(days=14 * 30)
"""After so long without a sign of life the list proposes a call."""

MOVES: dict[State, frozenset[State]] = {
    State.CANDIDATE: frozenset({State.MEMBER, State.LEFT}),
    State.MEMBER: frozenset({State.LEFT, State.EXCLUDED}),
    State.LEFT: frozenset({State.MEMBER}),
    State.EXCLUDED: frozenset({State.MEMBER}),
}

_DECIDED = frozenset({ApplicationState.ACCEPTED, ApplicationState.DECLINED, ApplicationState.WITHDRAWN})
APPLICATION_MOVES: dict[ApplicationState, frozenset[ApplicationState]] = {
    ApplicationState.UNCONFIRMED: frozenset({ApplicationState.NEW}),
    ApplicationState.NEW: frozenset({ApplicationState.ASKED, ApplicationState.OBJECTIONS}) | _DECIDED,
    ApplicationState.ASKED: frozenset({ApplicationState.NEW, ApplicationState.OBJECTIONS}) | _DECIDED,
    ApplicationState.OBJECTIONS: _DECIDED,
    ApplicationState.ACCEPTED: frozenset(),
    ApplicationState.DECLINED: frozenset(),
    ApplicationState.WITHDRAWN: frozenset(),
}


def may_become(old: str, new: str) -> bool:
    """Tell whether a partner may move from one state to another."""
    return State(new) in MOVES[State(old)]


def application_may_become(old: str, new: str) -> bool:
    """Tell whether an application may move from one state to another."""
    return ApplicationState(new) in APPLICATION_MOVES[ApplicationState(old)]


def objections_end(days: int) -> date:
    """Return the last day of a period for objections that begins today."""
    return timezone.localdate() + timedelta(days=days)


def hindrance(*, objection_days: int, until: date | None, stopped: bool, unsettled: int, today: date) -> str:
    """Return why nobody can be accepted yet, in a sentence that says what to do; "" where nothing stands against it.

    The last day of the period still counts for the partners (compare § 188 BGB).
    """
    if until is None:
        return (
            _("Ihre Spielregeln geben den Partnern Zeit für Einspruch. Fragen Sie sie zuerst.")
            if objection_days
            else ""
        )
    if stopped:
        return _("Die E-Mails an Ihre Partner wurden angehalten. Fragen Sie noch einmal nach Einspruch.")
    if today <= until:
        return _("Bis %(day)s können Ihre Partner noch Einspruch erheben. Nehmen Sie danach auf.") % {
            "day": date_format(until, "j. F Y")
        }
    if unsettled:
        return _("Es gibt Einspruch, der noch nicht geklärt ist. Vermerken Sie zuerst, wie er ausging.")
    return ""


def sort_name(name: str) -> str:
    """Return what lists sort and search by."""
    return folded(name)[:200]


def is_quiet(heard_at: datetime | None, joined_at: datetime, *, now: datetime) -> bool:
    """Tell whether nobody has heard from a partner for so long that a call would be kind."""
    return now - (heard_at or joined_at) > QUIET_AFTER


def quiet_months(heard_at: datetime | None, joined_at: datetime, *, now: datetime) -> int:
    """Return for how many whole months (of 30 days) nothing was heard."""
    return (now - (heard_at or joined_at)).days // 30
