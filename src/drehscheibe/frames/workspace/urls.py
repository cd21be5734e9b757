"""Addresses of the rooms that belong to no single domain."""

from drehscheibe.ground.tenancy.doors import VIEW_AS, workspace_path
from drehscheibe.ground.tenancy.roles import Capability

from .views import absence, drafts, handover, home, live, people, settings, view_as

_SEE, _PEOPLE, _SETTINGS = Capability.SEE_WORKSPACE, Capability.MANAGE_MEMBERS, Capability.MANAGE_SETTINGS

urlpatterns = [
    workspace_path("", home.home, needs=_SEE, name="workspace_home"),
    workspace_path("spaeter/<slug:key>/", home.later, needs=_SEE, name="workspace_later"),
    workspace_path("entwurf/<path:key>/", drafts.draft, needs=_SEE, name="workspace_draft"),
    workspace_path("live/", live.live, needs=_SETTINGS, name="workspace_live"),
    workspace_path("ansehen-als/", view_as.view_as, needs=_PEOPLE, name=VIEW_AS),
    workspace_path("abwesend/", absence.absence, needs=_SEE, name="workspace_absence"),
    workspace_path("abwesend/<int:absence_id>/", absence.end, needs=_SEE, name="workspace_absence_end"),
    workspace_path("leute/", people.people, needs=_PEOPLE, name="workspace_people"),
    workspace_path("leute/einladen/", people.invite, needs=_PEOPLE, name="workspace_invite"),
    workspace_path("leute/<int:member_id>/rollen/", people.roles, needs=_PEOPLE, name="workspace_roles"),
    workspace_path("leute/<int:member_id>/entfernen/", people.remove, needs=_PEOPLE, name="workspace_member_remove"),
    workspace_path(
        "leute/einladung/<int:invitation_id>/", people.invitation, needs=_PEOPLE, name="workspace_invitation"
    ),
    workspace_path("leute/uebergabe/", people.hand_over, needs=Capability.HAND_OVER, name="workspace_hand_over"),
    workspace_path("leute/uebergabe/liste/", handover.handover, needs=Capability.HAND_OVER, name="workspace_handover"),
    workspace_path("einstellungen/", settings.settings, needs=_SETTINGS, name="workspace_settings"),
    workspace_path("einstellungen/aussehen/", settings.look, needs=_SETTINGS, name="workspace_look"),
    workspace_path(
        "einstellungen/aussehen/<slug:color>.css", settings.accent_css, needs=_SETTINGS, name="workspace_accent"
    ),
    workspace_path("einstellungen/adresse/", settings.address, needs=_SETTINGS, name="workspace_address"),
    workspace_path("einstellungen/suche/", settings.finder, needs=_SETTINGS, name="workspace_finder"),
    workspace_path("einstellungen/stand/", settings.status, needs=_SETTINGS, name="workspace_status"),
]
