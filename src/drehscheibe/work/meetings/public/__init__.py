"""What everybody may see of meetings: dates."""

from .meetings import PublicMeeting, next_public_meetings

__all__ = ["PublicMeeting", "next_public_meetings"]
