"""Addresses of the evening and its folder."""

from drehscheibe.ground.tenancy.doors import workspace_path
from drehscheibe.ground.tenancy.roles import Capability

from ..views import evening
from ..views.folder import folder

_LEAD = Capability.LEAD_GROUPS
_ONE = "treffen/<int:meeting_id>"
# All of it lies below one address: the browser lets a service worker answer only below its own.
_EVENING = f"{_ONE}/abend"

urlpatterns = [
    workspace_path(f"{_EVENING}/", evening.evening, needs=_LEAD, name="workspace_evening"),
    workspace_path(f"{_EVENING}/striche/", evening.strokes, needs=_LEAD, name="workspace_evening_strokes"),
    workspace_path(f"{_EVENING}/stand/", evening.news, needs=_LEAD, name="workspace_evening_news"),
    workspace_path(f"{_EVENING}/sw.js", evening.worker, needs=_LEAD, name="workspace_evening_worker"),
    workspace_path(f"{_ONE}/mappe/", folder, needs=_LEAD, name="workspace_folder"),
]
