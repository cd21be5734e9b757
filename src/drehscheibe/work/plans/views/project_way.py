"""Addresses and small steps that the pages of projects share."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import LinkRequest, WorkspaceRequest
from drehscheibe.kit.ui.frames import Link, SlimFrame
from drehscheibe.work.partners.views import way as partners

from .. import access
from ..models import Project
from ..queries import projects as queries


def url(request: WorkspaceRequest, name: str, *args: object) -> str:
    return reverse(name, args=[request.alliance.slug, *args])


def project_url(request: WorkspaceRequest, project: Project, part: str = "") -> str:
    """Return the address of a project's page; `part` is the id of what it should open at."""
    start = url(request, "workspace_project", project.pk)
    return f"{start}#{part}" if part else start


def to_list(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (Link(_("Projekte"), url(request, "workspace_projects")),)


def to_project(request: WorkspaceRequest, project: Project) -> tuple[Link, ...]:
    return (*to_list(request), Link(project.title, project_url(request, project)))


def own_project(request: WorkspaceRequest, project_id: int) -> Project:
    """Return a project that the member may change; 404 where she may not even see it."""
    found = queries.project_or_404(project_id, request.member)
    require(access.can_change_project(request.member, found))
    return found


def done(
    request: WorkspaceRequest, project: Project, act: Callable[[], object], *, text: str, part: str = ""
) -> HttpResponse:
    """Do one step, tell how it went, and go back to the project's page."""
    if request.method == "POST":
        try:
            act()
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
        else:
            messages.success(request, text)
    return redirect(project_url(request, project, part))


def slim(request: LinkRequest, title: str) -> SlimFrame:
    return partners.slim(request, title)
