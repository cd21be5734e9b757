"""A project once more: as a template, or as the next edition of its series."""

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import posted

from ..actions import project_copies as actions
from ..forms.projects import CopyForm, EditionForm, day_next_year
from ..models import Project
from ..queries import projects as queries
from .project_way import own_project, project_url, to_project


def copy(request: WorkspaceRequest, project_id: int) -> HttpResponse:
    """Use a project as a template for a new one."""
    project = own_project(request, project_id)
    form = CopyForm(posted(request), project=project)
    if request.method == "POST" and form.is_valid():
        made = actions.copy_project(project, by=request.member, **form.cleaned_data)
        return _made(request, made, _("Angelegt aus der Vorlage. Passen Sie nun an, was anders ist."))
    return _page(request, project, form, title=_("Als Vorlage nutzen"), label=_("Neues Projekt anlegen"))


def edition(request: WorkspaceRequest, project_id: int) -> HttpResponse:
    """Make the next edition of what comes every year; a former motto stands beside the box for the new one."""
    project = own_project(request, project_id)
    year = _next_year(project, request)
    starts = {"starts_on": day_next_year(project.starts_on, year)}
    title = _title(project.title, year)
    form = EditionForm(posted(request), project=project, year=year, title=title, initial=starts)
    if request.method == "POST" and form.is_valid() and (made := _edition(request, project, form)):
        return _made(request, made, _("Die Ausgabe %(year)s ist angelegt.") % {"year": made.year})
    return _page(
        request, project, form, title=_("Neue Ausgabe"), label=_("Ausgabe anlegen"),
        intro=_("Alle Ausgaben stehen auf der Seite beieinander, jede mit ihrem Motto."),
    )  # fmt: skip


def _edition(request: WorkspaceRequest, project: Project, form: EditionForm) -> Project | None:
    try:
        return actions.add_edition(project, by=request.member, **form.cleaned_data)
    except ValidationError as problem:
        form.add_error("year", problem)
        return None


def _next_year(project: Project, request: WorkspaceRequest) -> int:
    known = [row.year for row in (*queries.editions(project, request.member), project) if row.year]
    return max(known) + 1 if known else (project.starts_on.year if project.starts_on else timezone.localdate().year) + 1


def _title(title: str, year: int) -> str:
    """Return the title of the next edition: "Familientag 2026" → "Familientag 2027"."""
    bare = re.sub(r"\s*\b(19|20)\d\d\b\s*$", "", title)
    return f"{bare[:194]} {year}"


def _made(request: WorkspaceRequest, made: Project, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect(project_url(request, made))


def _page(request: WorkspaceRequest, project: Project, form: CopyForm, **more: Any) -> HttpResponse:
    context = {
        "breadcrumb": to_project(request, project),
        "form": form,
        "cancel_url": project_url(request, project),
        **more,
    }
    return render(request, "ui/edit.html", context)
