"""The list of the projects, and the forms of one."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.alliances.vocabulary import Audience
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import edit, edit_page
from drehscheibe.kit.sheets import FORMATS, file_links, kept_filter, page_base, table_file
from drehscheibe.work.bodies.access import can_see_bodies
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.resolutions import access as resolutions

from .. import access
from ..actions import projects as actions
from ..exports import projects as exports
from ..forms.projects import ProjectFilter, ProjectForm
from ..models import Project
from ..queries import projects as queries
from ..queries.projects import Asked
from ..vocabulary import Circle
from ..wording import period
from .project_way import own_project, project_url, to_list, to_project, url

PAGE_SIZE = 50
_LONGEST_NUMBER = 18
"""A number of 64 bits has so many digits at least; what is longer counts nothing here."""


def projects(request: WorkspaceRequest) -> HttpResponse:
    """Show the projects by state, or hand all that match out as a file."""
    form = ProjectFilter(request.GET, found=queries.choices(request.member))
    asked = _asked(form.cleaned_data if form.is_valid() else {})
    rows = queries.found_projects(asked, by=request.member)
    if (kind := request.GET.get("format")) in FORMATS:
        return _file(request, kind, rows)
    page = Paginator(queries.with_offers(rows), PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = kept_filter(request, form)
    context: dict[str, Any] = {
        "title": _("Projekte"),
        "groups": [(state, [(row, period(row)) for row in group]) for state, group in queries.by_state(page)],
        "page": page,
        "form": form,
        "result": ngettext("Ein Projekt", "%(number)s Projekte", page.paginator.count)
        % {"number": page.paginator.count},
        "is_filtered": bool(kept),
        "base": page_base(kept),
        "exports": file_links(kept),
        "may_edit": access.can_edit_projects(request.member),
        "may_move": access.can_edit_projects(request.member) and not kept,
        "may_see_bodies": can_see_bodies(request.member),
    }
    return render(request, "plans/projects.html", context)


def _asked(values: dict[str, Any]) -> Asked:
    return Asked(
        text=values.get("q", ""),
        state=values.get("stand", ""),
        field=values.get("feld", ""),
        programme_id=values.get("programm"),
        year=values.get("jahr"),
        owner_id=values.get("partner"),
        sort=values.get("sortierung", ""),
    )


def _file(request: WorkspaceRequest, kind: str, rows: Any) -> HttpResponse:
    name = f"projekte-{request.alliance.slug}-{timezone.localdate():%Y-%m-%d}"
    return table_file(exports.columns(), exports.rows(rows), wanted=kind, name=name, title=_("Projekte"))


def add(request: WorkspaceRequest) -> HttpResponse:
    """Enter a project; from a decision (`?beschluss=`) it begins filled in."""
    row = _begun(request)
    made: list[Project] = []
    form = partial(ProjectForm, by=request.member)
    result = edit(request, form, row, lambda form: made.append(actions.add_project(form.to_save(), by=request.member)))
    if result.saved:
        return _saved(request, made[0])
    return edit_page(
        request, result, title=_("Neues Projekt"), label=_("Projekt speichern"), breadcrumb=to_list(request),
        cancel_url=url(request, "workspace_projects"), template="plans/project_edit.html",
        templates=[] if row.title else queries.templates(request.member),
    )  # fmt: skip


def _begun(request: WorkspaceRequest) -> Project:
    decision = _decision(request)
    if decision is None:
        return Project()
    title = decision.title or decision.text[:200]
    return Project(
        title=title, text=decision.text, body=decision.body, decision=decision, audience=_circle_of(decision)
    )


def _circle_of(decision: Decision) -> Circle:
    """Return who may see what begins with a decision's own words, unless somebody says otherwise: who may read those."""
    if decision.is_confidential:
        return Circle.TEAM
    return Circle.PUBLIC if decision.is_public and not decision.public_text else Circle.ALLIANCE


def _decision(request: WorkspaceRequest) -> Decision | None:
    rows = Decision.objects.filter(resolutions.seen_by(request.member), withdrawn_at=None)
    return rows.filter(pk=_number(request, "beschluss")).select_related("body").first()


def _number(request: WorkspaceRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else 0


def change(request: WorkspaceRequest, project_id: int) -> HttpResponse:
    project = own_project(request, project_id)

    def save(form: ProjectForm) -> None:
        actions.change_project(project, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, partial(ProjectForm, by=request.member), project, save)
    if result.saved:
        return _saved(request, project)
    return edit_page(
        request, result, title=project.title, label=_("Projekt speichern"), breadcrumb=to_project(request, project),
        cancel_url=project_url(request, project), template="plans/project_edit.html",
    )  # fmt: skip


def _saved(request: WorkspaceRequest, project: Project) -> HttpResponse:
    seen = _("Gespeichert. Das Projekt steht jetzt so auf Ihrer öffentlichen Seite.")
    inside = _("Gespeichert. Das Projekt sieht nur Ihr Bündnis.")
    hidden = _("Gespeichert. Das Projekt ist vertraulich.")
    words = {Audience.PUBLIC.value: seen, Audience.ALLIANCE.value: inside}
    messages.success(request, words.get(project.audience, hidden))
    return redirect(project_url(request, project))


def remove(request: WorkspaceRequest, project_id: int) -> HttpResponse:
    """Ask once, then delete."""
    project = own_project(request, project_id)
    if request.method == "POST":
        actions.remove_project(project, by=request.member)
        messages.success(request, _("Entfernt: %(title)s.") % {"title": project.title})
        return redirect(url(request, "workspace_projects"))
    context = {
        "title": _("Projekt entfernen?"),
        "breadcrumb": to_project(request, project),
        "text": f"„{project.title}“",
        "note": _(
            "Es verschwindet sofort auch von Ihrer öffentlichen Seite, mit Beiträgen, Kennzahlen und Fotos. "
            "Abgeschlossene Projekte dürfen stehen bleiben: Sie zeigen, was Sie erreicht haben."
        ),
        "label": _("Projekt entfernen"),
        "danger": True,
        "cancel_url": project_url(request, project),
    }
    return render(request, "ui/ask.html", context)


def move(request: WorkspaceRequest, project_id: int) -> HttpResponse:
    """Change places with the project above (`hoch`) or below."""
    project = own_project(request, project_id)
    back = url(request, "workspace_projects")
    if request.method != "POST":
        return redirect(back)
    actions.move_project(project, up="hoch" in request.POST, by=request.member)
    return redirect(f"{back}#projekt-{project.pk}")
