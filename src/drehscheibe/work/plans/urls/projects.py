"""Every address of the projects."""

from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import workspace_path
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.ui.path import PathOf

from ..views import projects as views

_EDIT = Capability.EDIT_PROJECTS


def patterns(_path_of: PathOf) -> list[URLPattern]:
    return [
        workspace_path("projekte/", views.projects, needs=Capability.SEE_WORKSPACE, name="workspace_projects"),
        workspace_path("projekte/neu/", views.add, needs=_EDIT, name="workspace_project_add"),
        workspace_path("projekte/<int:project_id>/", views.change, needs=_EDIT, name="workspace_project"),
        workspace_path(
            "projekte/<int:project_id>/entfernen/", views.remove, needs=_EDIT, name="workspace_project_remove"
        ),
        workspace_path(
            "projekte/<int:project_id>/verschieben/", views.move, needs=_EDIT, name="workspace_project_move"
        ),
    ]
