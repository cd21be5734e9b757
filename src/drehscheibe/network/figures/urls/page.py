"""Addresses of the alliance on one page."""

from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import link_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability

from ..access import PAGE_SHARE_PURPOSE
from ..views import link_page, page

_SEE, _EDIT = Capability.SEE_MEETINGS, Capability.EDIT_FIGURES
_PAGE, _LINK = "auf-einer-seite/", "link/seite/<str:token>/"
_NOTE = f"{_PAGE}sprechzettel/<int:meeting_id>/"

urlpatterns: list[URLPattern] = [
    workspace_path(_PAGE, page.one_page, needs=_SEE, name="workspace_one_page"),
    workspace_path(f"{_PAGE}datei/", page.one_page_pdf, needs=_SEE, name="workspace_one_page_pdf"),
    workspace_path(f"{_PAGE}saetze/", page.sentences, needs=_EDIT, name="workspace_page_sentences"),
    workspace_path(f"{_PAGE}teilen/", page.share, needs=_EDIT, name="workspace_page_shares"),
    workspace_path(f"{_PAGE}teilen/<int:share_id>/", page.end_share, needs=_EDIT, name="workspace_page_share_end"),
    workspace_path(_NOTE, page.note, needs=_SEE, name="workspace_briefing"),
    workspace_path(f"{_NOTE}datei/", page.note_pdf, needs=_SEE, name="workspace_briefing_pdf"),
    link_path(_LINK, link_page.one_page, purpose=PAGE_SHARE_PURPOSE, renew=link_page.renew, name="link_one_page"),
    link_path(f"{_LINK}datei/", link_page.file, purpose=PAGE_SHARE_PURPOSE, name="link_one_page_pdf"),
]
