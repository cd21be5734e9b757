"""Addresses of meetings, their agenda, papers, proposals and guests."""

from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import link_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.partners.access import PAGE_PURPOSE

from ..access import INVITATION_PURPOSE
from ..views import agenda, guests, meetings, papers, proposals
from ..ways import WaysOf, no_ways

_SEE, _LEAD = Capability.SEE_MEETINGS, Capability.LEAD_GROUPS
_ONE = "treffen/<int:meeting_id>"
_ITEM = f"{_ONE}/tagesordnung/<int:item_id>"
_PAPER = f"{_ONE}/unterlagen/<int:paper_id>"
_GUEST = f"{_ONE}/gaeste/<int:guest_id>"
_LINK = "link/treffen/<str:token>"
_PAGE = "link/meine-seite/<str:token>/einladung/<int:invitee_id>"


def patterns(ways_of: WaysOf = no_ways) -> list[URLPattern]:
    """Return all addresses; `ways_of` gives what a higher app puts on a meeting's page."""
    return [
        workspace_path("treffen/", meetings.meetings, needs=_SEE, name="workspace_meetings"),
        workspace_path("treffen/neu/", meetings.add, needs=_LEAD, name="workspace_meeting_add"),
        workspace_path("treffen/naechstes/", meetings.next_one, needs=_SEE, name="workspace_meeting_next"),
        workspace_path(f"{_ONE}/", meetings.page_with(ways_of), needs=_SEE, name="workspace_meeting"),
        workspace_path(f"{_ONE}/bearbeiten/", meetings.change, needs=_LEAD, name="workspace_meeting_edit"),
        workspace_path(f"{_ONE}/loeschen/", meetings.remove, needs=_LEAD, name="workspace_meeting_remove"),
        workspace_path(f"{_ONE}/tagesordnung/", agenda.add, needs=_LEAD, name="workspace_item_add"),
        workspace_path(f"{_ITEM}/", agenda.change, needs=_LEAD, name="workspace_item"),
        workspace_path(f"{_ITEM}/rang/", agenda.move, needs=_LEAD, name="workspace_item_move"),
        workspace_path(f"{_ITEM}/entfernen/", agenda.remove, needs=_LEAD, name="workspace_item_remove"),
        workspace_path(f"{_ITEM}/vertraulich/", agenda.confide, needs=_LEAD, name="workspace_item_confide"),
        workspace_path(f"{_ITEM}/naechstes-mal/", agenda.postpone, needs=_LEAD, name="workspace_item_postpone"),
        workspace_path(f"{_ITEM}/aufnehmen/", proposals.accept, needs=_LEAD, name="workspace_proposal_accept"),
        workspace_path(f"{_ITEM}/ablehnen/", proposals.decline, needs=_LEAD, name="workspace_proposal_decline"),
        workspace_path(f"{_ONE}/unterlagen/neu/", papers.add, needs=_LEAD, name="workspace_paper_add"),
        workspace_path(f"{_PAPER}/", papers.paper, needs=_SEE, name="workspace_paper"),
        workspace_path(f"{_PAPER}/nachreichen/", papers.hand_in, needs=_LEAD, name="workspace_paper_hand_in"),
        workspace_path(f"{_PAPER}/entfernen/", papers.remove, needs=_LEAD, name="workspace_paper_remove"),
        workspace_path(f"{_ONE}/gaeste/neu/", guests.add, needs=_LEAD, name="workspace_guest_add"),
        workspace_path(f"{_GUEST}/", guests.change, needs=_LEAD, name="workspace_guest"),
        workspace_path(f"{_GUEST}/entfernen/", guests.remove, needs=_LEAD, name="workspace_guest_remove"),
        link_path(
            f"{_LINK}/unterlage/<int:paper_id>/", papers.link_paper, purpose=INVITATION_PURPOSE, name="link_paper"
        ),
        link_path(f"{_LINK}/vorschlag/", proposals.link_proposal, purpose=INVITATION_PURPOSE, name="link_proposal"),
        link_path(
            f"{_PAGE}/unterlage/<int:paper_id>/", papers.link_page_paper, purpose=PAGE_PURPOSE, name="link_page_paper"
        ),
        link_path(f"{_PAGE}/vorschlag/", proposals.link_page_proposal, purpose=PAGE_PURPOSE, name="link_page_proposal"),
    ]
