"""Every address of the projects and the programmes that pay for them."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import link_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.ui.path import PathOf
from drehscheibe.work.partners.access import PAGE_PURPOSE

from ..views import link_projects, programmes, project, project_copies, project_rows, projects

_SEE, _EDIT = Capability.SEE_WORKSPACE, Capability.EDIT_PROJECTS
_ONE = "projekte/<int:project_id>"
_PHOTO = f"{_ONE}/foto/<int:row_id>"
_PROGRAMME = "projekte/programme/<int:programme_id>"


def patterns(path_of: PathOf) -> list[URLPattern]:
    return [
        workspace_path("projekte/", projects.projects, needs=_SEE, name="workspace_projects"),
        workspace_path("projekte/neu/", projects.add, needs=_EDIT, name="workspace_project_add"),
        workspace_path(f"{_ONE}/", project.page_with(path_of), needs=_SEE, name="workspace_project"),
        workspace_path(f"{_ONE}/bearbeiten/", projects.change, needs=_EDIT, name="workspace_project_edit"),
        workspace_path(f"{_ONE}/entfernen/", projects.remove, needs=_EDIT, name="workspace_project_remove"),
        workspace_path(f"{_ONE}/verschieben/", projects.move, needs=_EDIT, name="workspace_project_move"),
        workspace_path(f"{_ONE}/stand/", project.set_state, needs=_EDIT, name="workspace_project_state"),
        workspace_path(f"{_ONE}/abschliessen/", project.finish, needs=_EDIT, name="workspace_project_finish"),
        workspace_path(f"{_ONE}/vorlage/", project_copies.copy, needs=_EDIT, name="workspace_project_copy"),
        workspace_path(f"{_ONE}/ausgabe/neu/", project_copies.edition, needs=_EDIT, name="workspace_project_edition"),
        *_rows(),
        *_programmes(),
        _link("projekte/", link_projects.projects, name="link_page_projects"),
        _link("projekt/<int:project_id>/", link_projects.project, name="link_page_project"),
        _link("projekt/<int:project_id>/beitrag/", link_projects.contribution, name="link_page_contribution"),
    ]


def _rows() -> list[URLPattern]:
    """What belongs to a project. The general addresses come last: their word may be any."""
    rows = project_rows
    return [
        workspace_path(f"{_ONE}/aufgabe/neu/", rows.add_task, needs=_EDIT, name="workspace_project_task_add"),
        workspace_path(f"{_ONE}/foto/neu/", rows.add_photo, needs=_EDIT, name="workspace_project_photo_add"),
        workspace_path(f"{_PHOTO}/", rows.change_photo, needs=_EDIT, name="workspace_project_photo"),
        workspace_path(f"{_PHOTO}/datei/", project.photo_file, needs=_SEE, name="workspace_project_photo_file"),
        workspace_path(f"{_PHOTO}/entfernen/", rows.remove_photo, needs=_EDIT, name="workspace_project_photo_remove"),
        workspace_path(f"{_ONE}/kennzahl/<int:row_id>/", rows.indicator, needs=_SEE, name="workspace_indicator"),
        workspace_path(
            f"{_ONE}/kennzahl/<int:row_id>/wert/<int:reading_id>/entfernen/",
            rows.remove_reading,
            needs=_EDIT,
            name="workspace_reading_remove",
        ),
        workspace_path(
            f"{_ONE}/schritt/<int:row_id>/erreicht/", project.reach, needs=_EDIT, name="workspace_milestone_reach"
        ),
        workspace_path(
            f"{_ONE}/beitrag/<int:row_id>/annehmen/", project.settle, needs=_EDIT, name="workspace_contribution_settle"
        ),
        workspace_path(f"{_ONE}/<slug:section>/neu/", rows.add, needs=_EDIT, name="workspace_project_row_add"),
        workspace_path(f"{_ONE}/<slug:section>/<int:row_id>/", rows.change, needs=_EDIT, name="workspace_project_row"),
        workspace_path(
            f"{_ONE}/<slug:section>/<int:row_id>/entfernen/",
            rows.remove,
            needs=_EDIT,
            name="workspace_project_row_remove",
        ),
    ]


def _programmes() -> list[URLPattern]:
    return [
        workspace_path("projekte/programme/", programmes.programmes, needs=_SEE, name="workspace_programmes"),
        workspace_path("projekte/programme/neu/", programmes.add, needs=_EDIT, name="workspace_programme_add"),
        workspace_path(f"{_PROGRAMME}/", programmes.programme, needs=_SEE, name="workspace_programme"),
        workspace_path(f"{_PROGRAMME}/bearbeiten/", programmes.change, needs=_EDIT, name="workspace_programme_edit"),
        workspace_path(f"{_PROGRAMME}/entfernen/", programmes.remove, needs=_EDIT, name="workspace_programme_remove"),
    ]


def _link(route: str, view: Callable[..., HttpResponse], *, name: str) -> URLPattern:
    return link_path(
        f"link/meine-seite/<str:token>/{route}", view, purpose=PAGE_PURPOSE, renew=link_projects.renew, name=name
    )
