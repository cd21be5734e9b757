"""Objects for the routes of the evening and its folder."""

from typing import Any

from django.utils import timezone

from drehscheibe.ground.tenancy.models import Member
from drehscheibe.ground.tenancy.roles import Role
from drehscheibe.work.meetings.models import Meeting
from drehscheibe.work.meetings.vocabulary import MeetingState
from tests.meetings import making

from .example import Example


def _evening() -> Meeting:
    """Return a group's evening that is on; its lead may write."""
    lead = next((member for member in Member.objects.all() if member.roles == [Role.GROUP_LEAD]), None)
    meeting = making.meeting(
        making.body("AG Feste", lead=lead),
        on=timezone.localdate(),
        state=MeetingState.RUNNING,
        opened_at=timezone.now(),
    )
    making.item(meeting, "Begrüßung")
    making.invitee(meeting, making.partner("Kita Beispiel", email="kita.beispiel@example.org"))
    return meeting


def _meeting() -> dict[str, Any]:
    return {"meeting_id": _evening().pk}


EXAMPLES = {
    name: Example(_meeting)
    for name in (
        "workspace_evening",
        "workspace_evening_news",
        "workspace_evening_strokes",
        "workspace_evening_worker",
        "workspace_folder",
    )
}
