"""What the dashboard shows of decisions and votes."""

from .by_link import votes_ending
from .followups import Due, due_decisions

__all__ = ["Due", "due_decisions", "votes_ending"]
