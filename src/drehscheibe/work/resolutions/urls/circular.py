"""Addresses of votes by link: between meetings, secret ones, opinions."""

from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import link_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.partners.access import PAGE_PURPOSE

from ..access import VOTE_PURPOSE
from ..views import by_link, by_link_acts, by_link_preview, link_vote

_SEE, _LEAD = Capability.SEE_MEETINGS, Capability.LEAD_GROUPS
_ALL = "treffen/abstimmungen"
_ONE = f"{_ALL}/<int:vote_id>"
_LOOK = f"{_ONE}/vorschau/<int:organisation_id>"
_PAPER = "unterlage/<int:paper_id>"
_LINK = "link/abstimmung/<str:token>"
_PAGE = "link/meine-seite/<str:token>/abstimmung/<int:voter_id>"

urlpatterns: list[URLPattern] = [
    workspace_path(f"{_ALL}/", by_link.votes, needs=_SEE, name="workspace_circulars"),
    workspace_path(f"{_ALL}/neu/", by_link.add, needs=_LEAD, name="workspace_circular_add"),
    workspace_path(f"{_ONE}/", by_link.vote, needs=_SEE, name="workspace_circular"),
    workspace_path(f"{_ONE}/bearbeiten/", by_link.change, needs=_LEAD, name="workspace_circular_edit"),
    workspace_path(f"{_ONE}/oeffnen/", by_link_preview.open_, needs=_LEAD, name="workspace_circular_open"),
    workspace_path(f"{_LOOK}/", by_link_preview.preview, needs=_LEAD, name="workspace_circular_preview"),
    workspace_path(f"{_LOOK}/mail/", by_link_preview.preview_mail, needs=_LEAD, name="workspace_circular_preview_mail"),
    workspace_path(f"{_ONE}/erinnern/", by_link_acts.remind, needs=_LEAD, name="workspace_circular_remind"),
    workspace_path(f"{_ONE}/verlaengern/", by_link_acts.extend, needs=_LEAD, name="workspace_circular_extend"),
    workspace_path(f"{_ONE}/abbrechen/", by_link_acts.call_off, needs=_LEAD, name="workspace_circular_cancel"),
    workspace_path(f"{_ONE}/anrufe/", by_link.calls, needs=_LEAD, name="workspace_circular_calls"),
    workspace_path(f"{_ONE}/stimme/<int:voter_id>/", by_link_acts.note, needs=_LEAD, name="workspace_circular_note"),
    workspace_path(f"{_ONE}/tagesordnung/", by_link_acts.agenda, needs=_LEAD, name="workspace_circular_agenda"),
    workspace_path(f"{_ONE}/unterlage/", by_link_acts.add_paper, needs=_LEAD, name="workspace_circular_paper_add"),
    workspace_path(f"{_ONE}/{_PAPER}/", by_link_acts.paper, needs=_SEE, name="workspace_circular_paper"),
    workspace_path(
        f"{_ONE}/{_PAPER}/wegnehmen/", by_link_acts.remove_paper, needs=_LEAD, name="workspace_circular_paper_remove"
    ),
    link_path(f"{_LINK}/", link_vote.vote, purpose=VOTE_PURPOSE, renew=link_vote.renew, name="link_vote"),
    link_path(f"{_LINK}/{_PAPER}/", link_vote.paper, purpose=VOTE_PURPOSE, name="link_vote_paper"),
    link_path(f"{_PAGE}/", link_vote.on_own_page, purpose=PAGE_PURPOSE, name="link_page_vote"),
    link_path(f"{_PAGE}/{_PAPER}/", link_vote.paper_on_own_page, purpose=PAGE_PURPOSE, name="link_page_vote_paper"),
]
