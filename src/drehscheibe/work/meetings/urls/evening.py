"""Addresses of the evening and its folder."""

from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import workspace_path
from drehscheibe.ground.tenancy.roles import Capability

from ..views import evening
from ..views.folder import folder
from ..ways_to_vote import WaysToVote

_LEAD = Capability.LEAD_GROUPS
_ONE = "treffen/<int:meeting_id>"
# All of it lies below one address: the browser lets a service worker answer only below its own.
_EVENING = f"{_ONE}/abend"


def patterns(ways: WaysToVote) -> list[URLPattern]:
    return [
        workspace_path(f"{_EVENING}/", evening.page_with(ways), needs=_LEAD, name="workspace_evening"),
        workspace_path(f"{_EVENING}/striche/", evening.strokes, needs=_LEAD, name="workspace_evening_strokes"),
        workspace_path(f"{_EVENING}/stand/", evening.news, needs=_LEAD, name="workspace_evening_news"),
        workspace_path(f"{_EVENING}/sw.js", evening.worker, needs=_LEAD, name="workspace_evening_worker"),
        workspace_path(f"{_ONE}/mappe/", folder, needs=_LEAD, name="workspace_folder"),
    ]
