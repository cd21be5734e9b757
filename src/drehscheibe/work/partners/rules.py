"""Rules of partnership, free of any database."""

from datetime import datetime, timedelta

from drehscheibe.kit.text import folded

from .vocabulary import State

QUIET_AFTER = timedelta(days=14 * 30)
"""After so long without a sign of life the list proposes a call."""

MOVES: dict[State, frozenset[State]] = {
    State.CANDIDATE: frozenset({State.MEMBER, State.LEFT}),
    State.MEMBER: frozenset({State.LEFT, State.EXCLUDED}),
    State.LEFT: frozenset({State.MEMBER}),
    State.EXCLUDED: frozenset({State.MEMBER}),
}


def may_become(old: str, new: str) -> bool:
    """Tell whether a partner may move from one state to another."""
    return State(new) in MOVES[State(old)]


def sort_name(name: str) -> str:
    """Return what lists sort and search by."""
    return folded(name)[:200]


def is_quiet(heard_at: datetime | None, joined_at: datetime, *, now: datetime) -> bool:
    """Tell whether nobody has heard from a partner for so long that a call would be kind."""
    return now - (heard_at or joined_at) > QUIET_AFTER


def quiet_months(heard_at: datetime | None, joined_at: datetime, *, now: datetime) -> int:
    """Return for how many whole months (of 30 days) nothing was heard."""
    return (now - (heard_at or joined_at)).days // 30
