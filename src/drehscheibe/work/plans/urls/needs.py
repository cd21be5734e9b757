"""Addresses of needs."""

from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import link_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.ui.path import PathOf
from drehscheibe.work.partners.access import PAGE_PURPOSE

from ..access import NEED_PURPOSE
from ..views import link_needs, need_answers, needs

_SEE, _EDIT = Capability.SEE_WORKSPACE, Capability.EDIT_PROJECTS
_NEED = "bedarf/<int:need_id>"
_PAGE = "link/meine-seite/<str:token>/bedarf"


def patterns(path_of: PathOf) -> list[URLPattern]:
    """Return the addresses; `path_of` gives what became of a need."""
    return [*_rooms(path_of), *_answers(), *_by_link()]


def _rooms(path_of: PathOf) -> list[URLPattern]:
    return [
        workspace_path("bedarf/", needs.needs, needs=_SEE, name="workspace_needs"),
        workspace_path("bedarf/neu/", needs.add, needs=_EDIT, name="workspace_need_add"),
        workspace_path("bedarf/uebersicht/", needs.overview, needs=_SEE, name="workspace_need_overview"),
        workspace_path(f"{_NEED}/", needs.page_with(path_of), needs=_SEE, name="workspace_need"),
        workspace_path(f"{_NEED}/bearbeiten/", needs.change, needs=_EDIT, name="workspace_need_edit"),
        workspace_path(f"{_NEED}/loeschen/", needs.remove, needs=_EDIT, name="workspace_need_remove"),
        workspace_path(f"{_NEED}/gelesen/", needs.review, needs=_EDIT, name="workspace_need_review"),
        workspace_path(f"{_NEED}/auch-bei-uns/", needs.support, needs=_EDIT, name="workspace_need_support"),
        workspace_path(
            f"{_NEED}/auch-bei-uns/<int:support_id>/zuruecknehmen/", needs.end_support, needs=_EDIT,
            name="workspace_need_support_end",
        ),
        workspace_path(f"{_NEED}/unterlagen/", needs.add_paper, needs=_EDIT, name="workspace_need_paper_add"),
        workspace_path(f"{_NEED}/unterlagen/<int:paper_id>/", needs.paper, needs=_SEE, name="workspace_need_paper"),
        workspace_path(
            f"{_NEED}/unterlagen/<int:paper_id>/loeschen/", needs.remove_paper, needs=_EDIT,
            name="workspace_need_paper_remove",
        ),
    ]  # fmt: skip


def _answers() -> list[URLPattern]:
    return [
        workspace_path(f"{_NEED}/tagesordnung/", need_answers.agenda, needs=_EDIT, name="workspace_need_agenda"),
        workspace_path(f"{_NEED}/projekt/", need_answers.project, needs=_EDIT, name="workspace_need_project"),
        workspace_path(f"{_NEED}/nein/", need_answers.decline, needs=_EDIT, name="workspace_need_decline"),
        workspace_path(f"{_NEED}/geloest/", need_answers.meet, needs=_EDIT, name="workspace_need_meet"),
        workspace_path(f"{_NEED}/zusammenlegen/", need_answers.merge, needs=_EDIT, name="workspace_need_merge"),
        workspace_path(f"{_NEED}/wieder-aufnehmen/", need_answers.reopen, needs=_EDIT, name="workspace_need_reopen"),
    ]


def _by_link() -> list[URLPattern]:
    return [
        link_path(f"{_PAGE}/", link_needs.needs, purpose=PAGE_PURPOSE, renew=link_needs.renew_page, name="link_page_needs"),
        link_path(f"{_PAGE}/<int:need_id>/", link_needs.need, purpose=PAGE_PURPOSE, renew=link_needs.renew_page, name="link_page_need"),
        link_path(
            "link/bedarf/<str:token>/", link_needs.answer, purpose=NEED_PURPOSE, renew=link_needs.renew,
            name="link_need",
        ),
    ]  # fmt: skip
