"""Pages of the projects."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.vocabulary import Audience
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import RESTORE, Edit, edit
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.bodies.access import can_see_bodies

from .. import access
from ..actions import projects as actions
from ..forms.projects import ProjectForm
from ..models import Project
from ..queries import projects as queries


def projects(request: WorkspaceRequest) -> HttpResponse:
    """Show all projects by state."""
    context = {
        "title": _("Projekte"),
        "groups": queries.projects_by_state(),
        "may_edit": access.can_edit_projects(request.member),
        "may_see_bodies": can_see_bodies(request.member),
    }
    return render(request, "plans/projects.html", context)


def add(request: WorkspaceRequest) -> HttpResponse:
    result = edit(request, ProjectForm, Project(), lambda form: actions.add_project(form.to_save(), by=request.member))
    return _saved(request, result) if result.saved else _form_page(request, result, title=_("Neues Projekt"))


def change(request: WorkspaceRequest, project_id: int) -> HttpResponse:
    project = get_object_or_404(Project, pk=project_id)

    def save(form: ProjectForm) -> None:
        actions.change_project(project, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, ProjectForm, project, save)
    return _saved(request, result) if result.saved else _form_page(request, result, title=project.title)


def remove(request: WorkspaceRequest, project_id: int) -> HttpResponse:
    """Ask once, then delete."""
    project = get_object_or_404(Project, pk=project_id)
    if request.method == "POST":
        actions.remove_project(project, by=request.member)
        messages.success(request, _("Entfernt: %(title)s.") % {"title": project.title})
        return redirect(_list_url(request))
    context = {
        "title": _("Projekt entfernen?"),
        "breadcrumb": _to_list(request),
        "text": f"„{project.title}“",
        "note": _(
            "Es verschwindet sofort auch von Ihrer öffentlichen Seite. Abgeschlossene Projekte dürfen stehen bleiben: "
            "Sie zeigen, was Sie erreicht haben."
        ),
        "label": _("Projekt entfernen"),
        "danger": True,
        "cancel_url": _list_url(request),
    }
    return render(request, "ui/ask.html", context)


def move(request: WorkspaceRequest, project_id: int) -> HttpResponse:
    """Change places with the project above (`hoch`) or below."""
    project = get_object_or_404(Project, pk=project_id)
    if request.method != "POST":
        return redirect(_list_url(request))
    actions.move_project(project, up="hoch" in request.POST, by=request.member)
    return redirect(f"{_list_url(request)}#projekt-{project.pk}")


def _list_url(request: WorkspaceRequest) -> str:
    return reverse("workspace_projects", args=[request.alliance.slug])


def _to_list(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (Link(_("Projekte"), _list_url(request)),)


def _saved(request: WorkspaceRequest, result: Edit[ProjectForm]) -> HttpResponse:
    is_public = result.form.cleaned_data["audience"] == Audience.PUBLIC
    seen = _("Gespeichert. Das Projekt steht jetzt so auf Ihrer öffentlichen Seite.")
    messages.success(request, seen if is_public else _("Gespeichert. Das Projekt sieht nur Ihr Bündnis."))
    return redirect(_list_url(request))


def _form_page(request: WorkspaceRequest, result: Edit[ProjectForm], *, title: str) -> HttpResponse:
    context = {
        "title": title,
        "breadcrumb": _to_list(request),
        "form": result.form,
        "differences": result.differences,
        "label": _("Projekt speichern"),
        "cancel_url": _list_url(request),
        "restore": RESTORE,
    }
    return render(request, "ui/edit.html", context)
