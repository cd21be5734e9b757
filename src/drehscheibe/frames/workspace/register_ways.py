"""What the register of decisions gives to the minutes of meetings."""

from collections.abc import Sequence

from django.urls import reverse

from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.work.meetings.models import Meeting
from drehscheibe.work.meetings.register_ways import Followed, RegisterWays
from drehscheibe.work.resolutions.queries.followups import in_words, of_meeting

_READER = Machine("minutes")
"""Minutes go round, so they say of earlier decisions what everybody may read: nothing confidential."""


def _all(slug: str) -> str:
    return reverse("workspace_decisions", args=[slug])


def _one(slug: str, decision_id: int) -> str:
    return reverse("workspace_decision", args=[slug, decision_id])


def _followed(meeting: Meeting) -> Sequence[Followed]:
    return [Followed(one.pk, *in_words(one)) for one in of_meeting(meeting, by=_READER)]


REGISTER = RegisterWays(_all, _one, _followed)
