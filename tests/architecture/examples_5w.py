"""Examples for the routes of votes in a meeting."""

from typing import Any

from django.utils import timezone

from drehscheibe.work.meetings.vocabulary import MeetingState
from drehscheibe.work.resolutions.models import Vote, Voter
from drehscheibe.work.resolutions.vocabulary import VoteKind, VoteState
from tests.meetings import making

from .example import Example, led_body


def _meeting() -> dict[str, Any]:
    return {"meeting_id": _running().pk}


def _running() -> Any:
    return making.meeting(led_body(), on=timezone.localdate(), state=MeetingState.RUNNING)


def _vote(**values: Any) -> dict[str, Any]:
    meeting = _running()
    vote = Vote.objects.create(
        kind=VoteKind.NAMED, body=meeting.body, meeting=meeting, title="Familienfest", motion="Wir feiern.",
        majority="simple", **values,
    )  # fmt: skip
    return {"meeting_id": meeting.pk, "vote_id": vote.pk}


def _open() -> dict[str, Any]:
    return _vote(state=VoteState.OPEN)


def _voter() -> dict[str, Any]:
    where = _open()
    partner = making.partner("Kita Sonnenschein")
    voter = Voter.objects.create(vote_id=where["vote_id"], organisation=partner, name=partner.name)
    return {**where, "voter_id": voter.pk}


EXAMPLES = {
    "workspace_room_votes": Example(_meeting),
    "workspace_room_vote_add": Example(_meeting),
    "workspace_room_vote": Example(_open),
    "workspace_room_vote_edit": Example(_vote),
    "workspace_room_vote_open": Example(_vote),
    "workspace_room_vote_close": Example(_open),
    "workspace_room_vote_cancel": Example(_open),
    "workspace_room_vote_cast": Example(_voter),
    "workspace_room_vote_there": Example(_voter),
    "workspace_room_vote_correct": Example(_voter),
    "workspace_room_vote_bias": Example(_voter),
}
