"""What everybody may see of meetings: dates, and decisions that the alliance shows."""

from .decisions import DecisionsOfYear, PublicDecision, has_public_decisions, public_decisions
from .meetings import PublicMeeting, next_public_meetings

__all__ = [
    "DecisionsOfYear",
    "PublicDecision",
    "PublicMeeting",
    "has_public_decisions",
    "next_public_meetings",
    "public_decisions",
]
