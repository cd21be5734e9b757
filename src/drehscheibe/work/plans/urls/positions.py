"""Addresses of positions: what the alliance says to politics."""

from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import link_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.ui.path import PathOf
from drehscheibe.work.partners.access import PAGE_PURPOSE

from ..views import link_needs, link_positions, positions

_SEE, _EDIT = Capability.SEE_WORKSPACE, Capability.EDIT_PROJECTS
_POSITION = "positionen/<int:position_id>"
_PAGE = "link/meine-seite/<str:token>/positionen"


def patterns(path_of: PathOf) -> list[URLPattern]:
    """Return the addresses; `path_of` gives where a position comes from."""
    return [
        workspace_path("positionen/", positions.positions, needs=_SEE, name="workspace_positions"),
        workspace_path("positionen/neu/", positions.add, needs=_EDIT, name="workspace_position_add"),
        workspace_path(f"{_POSITION}/", positions.page_with(path_of), needs=_SEE, name="workspace_position"),
        workspace_path(f"{_POSITION}/bearbeiten/", positions.change, needs=_EDIT, name="workspace_position_edit"),
        workspace_path(f"{_POSITION}/loeschen/", positions.remove, needs=_EDIT, name="workspace_position_remove"),
        workspace_path(f"{_POSITION}/meinungen/", positions.collect, needs=_EDIT, name="workspace_position_collect"),
        workspace_path(
            f"{_POSITION}/meinungen/eintragen/", positions.phoned, needs=_EDIT, name="workspace_position_voice"
        ),
        workspace_path(f"{_POSITION}/abgestimmt/", positions.agree, needs=_EDIT, name="workspace_position_agree"),
        workspace_path(f"{_POSITION}/uebergeben/", positions.handed, needs=_EDIT, name="workspace_position_handed"),
        workspace_path(f"{_POSITION}/antwort/", positions.answered, needs=_EDIT, name="workspace_position_answer"),
        workspace_path(f"{_POSITION}/wirkung/", positions.effective, needs=_EDIT, name="workspace_position_effect"),
        workspace_path(f"{_POSITION}/beenden/", positions.close, needs=_EDIT, name="workspace_position_close"),
        link_path(
            f"{_PAGE}/",
            link_positions.positions,
            purpose=PAGE_PURPOSE,
            renew=link_needs.renew_page,
            name="link_page_positions",
        ),
        link_path(
            f"{_PAGE}/<int:position_id>/",
            link_positions.position,
            purpose=PAGE_PURPOSE,
            renew=link_needs.renew_page,
            name="link_page_position",
        ),
    ]
