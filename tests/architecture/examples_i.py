"""Objects for the routes of inviting: a meeting with one partner invited, its letters, its links."""

from typing import Any

from drehscheibe.work.meetings.access import INVITATION_PURPOSE
from drehscheibe.work.meetings.models import Invitee, LetterBatch
from drehscheibe.work.meetings.vocabulary import MeetingState, PrintState
from drehscheibe.work.partners.access import PAGE_PURPOSE
from tests.meetings import making

from .example import Example, led_body, token


def _invitee(**values: Any) -> Invitee:
    meeting = making.meeting(led_body(), state=MeetingState.INVITED, place_name="Rathaus")
    return making.invitee(meeting, making.partner("Kita Beispiel", email="kita.beispiel@example.org"), **values)


def _meeting() -> dict[str, Any]:
    return {"meeting_id": _invitee().meeting_id}


def _preview() -> dict[str, Any]:
    row = _invitee()
    return {"meeting_id": row.meeting_id, "invitee_id": row.pk}


def _who() -> dict[str, Any]:
    return {"invitee_id": _invitee().pk}


def _batch() -> dict[str, Any]:
    row = _invitee()
    batch = LetterBatch.objects.create(meeting=row.meeting, state=PrintState.READY, pdf=b"%PDF-1.7", count=1)
    return {"meeting_id": row.meeting_id, "batch_id": batch.pk}


def _link() -> dict[str, Any]:
    return token(INVITATION_PURPOSE, _invitee().pk)


def _page() -> dict[str, Any]:
    row = _invitee()
    return {**token(PAGE_PURPOSE, row.person_id or 0), "invitee_id": row.pk}


_OF_MEETING = ("people", "invite", "stop", "remind", "calls", "slips", "letters", "move", "cancel", "second_call")
_OF_PREVIEW = ("", "_mail", "_letter", "_page")

EXAMPLES: dict[str, Example] = {
    **{f"workspace_meeting_{name}": Example(_meeting) for name in _OF_MEETING},
    **{f"workspace_meeting_preview{name}": Example(_preview) for name in _OF_PREVIEW},
    **{f"workspace_invitee_{name}": Example(_who) for name in ("call", "answer", "again")},
    "workspace_meeting_letters_file": Example(_batch),
    "workspace_meeting_letters_posted": Example(_batch),
    "link_invitation": Example(_link),
    "link_page_invitation": Example(_page),
}
