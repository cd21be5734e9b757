"""Addresses of votes in a meeting: by name, on paper."""

from drehscheibe.ground.tenancy.doors import workspace_path
from drehscheibe.ground.tenancy.roles import Capability

from ..views import room

_SEE, _LEAD = Capability.SEE_MEETINGS, Capability.LEAD_GROUPS
_ALL = "treffen/<int:meeting_id>/abstimmungen"
_ONE = f"{_ALL}/<int:vote_id>"
_VOTER = f"{_ONE}/stimme/<int:voter_id>"

urlpatterns = [
    workspace_path(f"{_ALL}/", room.all_of, needs=_LEAD, name="workspace_room_votes"),
    workspace_path(f"{_ALL}/neu/", room.add, needs=_LEAD, name="workspace_room_vote_add"),
    workspace_path(f"{_ONE}/", room.vote, needs=_SEE, name="workspace_room_vote"),
    workspace_path(f"{_ONE}/bearbeiten/", room.change, needs=_LEAD, name="workspace_room_vote_edit"),
    workspace_path(f"{_ONE}/eroeffnen/", room.begin, needs=_LEAD, name="workspace_room_vote_open"),
    workspace_path(f"{_ONE}/beenden/", room.end, needs=_LEAD, name="workspace_room_vote_close"),
    workspace_path(f"{_ONE}/abbrechen/", room.cancel, needs=_LEAD, name="workspace_room_vote_cancel"),
    workspace_path(f"{_VOTER}/", room.cast, needs=_LEAD, name="workspace_room_vote_cast"),
    workspace_path(f"{_VOTER}/da/", room.there, needs=_LEAD, name="workspace_room_vote_there"),
    workspace_path(f"{_VOTER}/berichtigen/", room.correct, needs=_LEAD, name="workspace_room_vote_correct"),
    workspace_path(f"{_VOTER}/betroffen/", room.bias, needs=_LEAD, name="workspace_room_vote_bias"),
]
