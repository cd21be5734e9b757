"""The page of a project: what it is, who brings what, where it stands, what came of it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from drehscheibe.ground.files.views import sent
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.addresses import local
from drehscheibe.kit.editing import Edit, edit, edit_page
from drehscheibe.kit.ui.parts import Fact
from drehscheibe.kit.ui.path import PathOf
from drehscheibe.work.bodies.access import can_see_bodies
from drehscheibe.work.meetings import access as meetings
from drehscheibe.work.resolutions import access as resolutions

from .. import access
from ..actions import project_rows
from ..actions import projects as actions
from ..forms.projects import FinishForm
from ..models import Contribution, Milestone, Project, ProjectPhoto
from ..queries import projects as queries
from ..vocabulary import Circle
from ..wording import audience_words, measured, period
from .project_way import done, own_project, project_url, to_list, to_project, url

_S = Project.State


def page_with(path_of: PathOf) -> Callable[..., HttpResponse]:
    """Return the view of a project's page; `path_of` gives what it came from and what became of it."""

    def project(request: WorkspaceRequest, project_id: int) -> HttpResponse:
        row = queries.project_or_404(project_id, request.member)
        whole = queries.whole(row, request.member)
        may_edit = access.can_change_project(request.member, row)
        context = {
            "title": row.title,
            "breadcrumb": to_list(request),
            "project": row,
            "path": path_of(row, request),
            "whole": whole,
            "kicker": " · ".join(part for part in (row.get_kind_display(), period(row)) if part),
            "facts": _facts(request, row, may_edit=may_edit),
            "measured": [measured(one) for one in whole.own.indicators],
            "states": _next_states(row) if may_edit else [],
            "may_edit": may_edit,
            "may_add_task": may_edit and row.audience != Circle.TEAM and _may_plan(request, row),
            "may_see_meetings": meetings.can_see_meetings(request.member),
            "public_url": _public_url(request, row),
        }
        return render(request, "plans/project.html", context)

    return project


def _may_plan(request: WorkspaceRequest, project: Project) -> bool:
    if project.body is None:
        return meetings.can_edit_meetings(request.member)
    return meetings.can_plan(request.member, project.body)


def _public_url(request: WorkspaceRequest, project: Project) -> str:
    """Return where everybody reads it; the address is the portal's, which this app does not know by name."""
    if project.audience != Circle.PUBLIC or not request.alliance.is_live:
        return ""
    return local(f"/buendnisse/{request.alliance.slug}/projekte/{project.pk}/")


def _facts(request: WorkspaceRequest, row: Project, *, may_edit: bool) -> list[Fact]:
    edit_url = url(request, "workspace_project_edit", row.pk) if may_edit else ""
    body_url = url(request, "workspace_body", row.body_id) if row.body_id and can_see_bodies(request.member) else ""
    programme_url = url(request, "workspace_programme", row.programme_id) if row.programme_id else ""
    owner = row.owner.name if row.owner else ""
    return [
        Fact(_("Wann?"), period(row), edit_url=edit_url),
        Fact(_("Wo?"), row.place),
        Fact(_("Für wen?"), audience_words(row.target_groups), edit_url=edit_url),
        Fact(_("Federführung"), _("%(name)s, eigenes Projekt") % {"name": owner} if row.is_partners_own else owner),
        Fact(_("Gruppe"), row.body.name if row.body else "", url=body_url),
        Fact(_("Zusammen mit"), row.partner),
        Fact(_("Handlungsfeld"), row.get_field_display()),
        Fact(_("Schwerpunkt"), row.focus.title if row.focus else ""),
        Fact(_("Ziel"), row.goal.text if row.goal else ""),
        Fact(_("Förderprogramm"), row.programme.name if row.programme else "", url=programme_url),
        Fact(_("Beschluss"), _decision(request, row), url=_decision_url(request, row)),
        Fact(_("Wer darf das sehen?"), row.get_audience_display()),
    ]


def _sees_decision(request: WorkspaceRequest, row: Project) -> bool:
    decision = row.decision
    return decision is not None and (
        not decision.is_confidential or resolutions.sees_confidential(request.member, decision)
    )


def _decision(request: WorkspaceRequest, row: Project) -> str:
    if row.decision is None or not _sees_decision(request, row):
        return ""
    return f"{row.decision.label} {row.decision.title}".strip()


def _decision_url(request: WorkspaceRequest, row: Project) -> str:
    if not _sees_decision(request, row) or not meetings.can_see_meetings(request.member):
        return ""
    return url(request, "workspace_decision", row.decision_id)


# Where it stands


def _next_states(row: Project) -> list[tuple[str, str, bool]]:
    """Return the steps from here: state, label of the button, whether it is the one to be expected."""
    steps = {
        _S.UNKNOWN: [(_S.RUNNING, _("Es läuft"), True), (_S.ARCHIVED, _("Zu den früheren legen"), False)],
        _S.PLANNED: [(_S.RUNNING, _("Es geht los"), True)],
        _S.RUNNING: [(_S.FINISHED, _("Abschließen mit Ergebnis"), True)],
        _S.FINISHED: [(_S.ARCHIVED, _("Zu den früheren legen"), True), (_S.RUNNING, _("Läuft doch noch"), False)],
        _S.ARCHIVED: [(_S.FINISHED, _("Zurück zu den abgeschlossenen"), False)],
    }
    return [(state.value, label, is_main) for state, label, is_main in steps[_S(row.state)]]


def set_state(request: WorkspaceRequest, project_id: int) -> HttpResponse:
    """One tap: planned, running, former. Whoever closes a project is asked for what came of it first."""
    project = own_project(request, project_id)
    wanted = request.POST.get("stand", "")
    if request.method != "POST" or wanted not in _S.values or not wanted:
        return redirect(project_url(request, project))
    if wanted == _S.FINISHED and project.is_open:
        return redirect(url(request, "workspace_project_finish", project.pk))
    state = _S(wanted)
    text = _("Stand: %(state)s.") % {"state": state.label}
    return done(request, project, lambda: actions.set_state(project, state, by=request.member), text=text)


def finish(request: WorkspaceRequest, project_id: int) -> HttpResponse:
    """Ask for result, lessons and the last figures, and close the project."""
    project = own_project(request, project_id)
    indicators = list(project.indicators.all())

    def form(*args: Any, **kwargs: Any) -> FinishForm:
        return FinishForm(*args, indicators=indicators, **kwargs)

    def save(form: FinishForm) -> None:
        actions.finish_project(
            project, form.to_save(), readings=form.readings, version=form.opened_at, by=request.member
        )

    result: Edit[FinishForm] = edit(request, form, project, save)
    if result.saved:
        return done(request, project, lambda: None, text=_("Abgeschlossen. Schön, dass es geschafft ist."))
    return edit_page(
        request, result, title=_("Was kam heraus?"), label=_("Projekt abschließen"),
        breadcrumb=to_project(request, project), cancel_url=project_url(request, project),
        intro=_("Ergebnis und Kennzahlen stehen danach auf der Seite des Projekts und im Jahresbericht."),
    )  # fmt: skip


# One tap on its parts


def reach(request: WorkspaceRequest, project_id: int, row_id: int) -> HttpResponse:
    """Mark a step as reached today, or not."""
    project = own_project(request, project_id)
    row = get_object_or_404(Milestone.objects.select_related("project"), pk=row_id, project=project)
    text = _("„%(title)s“ ist wieder offen.") if row.done_on else _("„%(title)s“ ist erreicht.")
    return done(
        request, project, lambda: project_rows.reach_milestone(row, by=request.member),
        text=text % {"title": row.title}, part="schritte",
    )  # fmt: skip


def settle(request: WorkspaceRequest, project_id: int, row_id: int) -> HttpResponse:
    """Accept a contribution that was offered."""
    project = own_project(request, project_id)
    row = get_object_or_404(Contribution.objects.select_related("project"), pk=row_id, project=project)
    return done(
        request, project, lambda: project_rows.settle_contribution(row, by=request.member),
        text=_("Der Beitrag ist fest zugesagt."), part="beitraege",
    )  # fmt: skip


def photo_file(request: WorkspaceRequest, project_id: int, row_id: int) -> HttpResponse:
    """Hand out a photo to whoever may see its project."""
    project = queries.project_or_404(project_id, request.member)
    photo = get_object_or_404(ProjectPhoto.objects.select_related("file"), pk=row_id, project=project)
    return sent(photo.file)
