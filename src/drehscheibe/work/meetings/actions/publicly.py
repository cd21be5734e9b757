"""What everybody sees of meetings stands on kept pages, which must be made anew when it changes."""

from drehscheibe.ground.alliances.vocabulary import Audience
from drehscheibe.kit.pages import revisions

from ..models import Meeting


def dates_changed(meeting: Meeting, *, was_public: bool = False) -> None:
    """Let the alliance's pages be made anew where the meeting's date is for everybody, or was until now."""
    if was_public or meeting.audience == Audience.PUBLIC:
        revisions.bump(f"alliance:{meeting.alliance_id}")


def decisions_changed(alliance_id: int | None) -> None:
    revisions.bump(f"alliance:{alliance_id}")
