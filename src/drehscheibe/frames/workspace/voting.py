"""Where the evening leads to for a vote of its own."""

from django.urls import reverse

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.work.meetings.models import Meeting
from drehscheibe.work.meetings.ways_to_vote import VoteWays


def ways_to_vote(request: WorkspaceRequest, meeting: Meeting) -> VoteWays:
    where = [request.alliance.slug, meeting.pk]
    return VoteWays(new=reverse("workspace_room_vote_add", args=where), all=reverse("workspace_room_votes", args=where))
