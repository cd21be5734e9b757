"""Programmes that pay for projects: the list, and the page of one with all its projects."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import edit, edit_page
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Fact

from .. import access
from ..actions import programmes as actions
from ..forms.projects import ProgrammeForm
from ..models import Programme
from ..queries import projects as queries
from ..wording import day, measured, period, totals
from .project_way import to_list, url


def programmes(request: WorkspaceRequest) -> HttpResponse:
    """Show all programmes with how many projects hang on each."""
    context = {
        "title": _("Förderprogramme"),
        "breadcrumb": to_list(request),
        "programmes": [(one, _time(one)) for one in queries.programmes(request.member)],
        "may_edit": access.can_edit_projects(request.member),
    }
    return render(request, "plans/programmes.html", context)


def programme(request: WorkspaceRequest, programme_id: int) -> HttpResponse:
    """Show a programme: who pays, its projects, those of partners marked, and what they come to together."""
    found = queries.programme_or_404(programme_id, request.member)
    rows = queries.projects_of_programme(found, request.member)
    indicators = queries.indicators_of(rows)
    by_project = {row.pk: [measured(one) for one in indicators if one.project_id == row.pk] for row in rows}
    context = {
        "title": found.name,
        "breadcrumb": (*to_list(request), _to_programmes(request)),
        "programme": found,
        "facts": _facts(found),
        "projects": [(row, period(row), by_project[row.pk]) for row in rows],
        "partners": len({row.owner_id for row in rows if row.is_partners_own and row.owner_id}),
        "totals": totals(indicators),
        "may_edit": access.can_edit_projects(request.member),
    }
    return render(request, "plans/programme.html", context)


def _time(one: Programme) -> str:
    first, last = day(one.starts_on), day(one.ends_on)
    if first and last:
        return _("%(since)s bis %(until)s") % {"since": first, "until": last}
    return _("seit %(since)s") % {"since": first} if first else (_("bis %(until)s") % {"until": last} if last else "")


def _facts(found: Programme) -> list[Fact]:
    return [
        Fact(_("Wer fördert?"), ", ".join(part for part in (found.get_level_display(), found.funder) if part)),
        Fact(_("Zeitraum"), _time(found)),
        Fact(_("Adresse im Netz"), found.url, url=found.url),
        Fact(_("Wer darf das sehen?"), found.get_audience_display()),
    ]


def _to_programmes(request: WorkspaceRequest) -> Link:
    return Link(_("Förderprogramme"), url(request, "workspace_programmes"))


def add(request: WorkspaceRequest) -> HttpResponse:
    made: list[Programme] = []
    result = edit(
        request, partial(ProgrammeForm, by=request.member), Programme(),
        lambda form: made.append(actions.add_programme(form.to_save(), by=request.member)),
    )  # fmt: skip
    if result.saved:
        messages.success(request, _("Das Programm ist eingetragen. Hängen Sie nun Projekte daran."))
        return redirect(url(request, "workspace_programme", made[0].pk))
    return edit_page(
        request, result, title=_("Neues Förderprogramm"), label=_("Programm speichern"),
        breadcrumb=(*to_list(request), _to_programmes(request)), cancel_url=url(request, "workspace_programmes"),
    )  # fmt: skip


def change(request: WorkspaceRequest, programme_id: int) -> HttpResponse:
    found = queries.programme_or_404(programme_id, request.member)
    back = url(request, "workspace_programme", found.pk)

    def save(form: ProgrammeForm) -> None:
        actions.change_programme(found, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, partial(ProgrammeForm, by=request.member), found, save)
    if result.saved:
        messages.success(request, _("Das Programm ist gespeichert."))
        return redirect(back)
    return edit_page(
        request, result, title=found.name, label=_("Programm speichern"), template="plans/project_row.html",
        breadcrumb=(*to_list(request), _to_programmes(request)), cancel_url=back,
        remove_url=url(request, "workspace_programme_remove", found.pk),
    )  # fmt: skip


def remove(request: WorkspaceRequest, programme_id: int) -> HttpResponse:
    """Ask once, then delete; the projects stay."""
    found = queries.programme_or_404(programme_id, request.member)
    require(access.can_edit_projects(request.member))
    if request.method == "POST":
        actions.remove_programme(found, by=request.member)
        messages.success(request, _("Entfernt: %(title)s.") % {"title": found.name})
        return redirect(url(request, "workspace_programmes"))
    context = {
        "title": _("Förderprogramm entfernen?"),
        "breadcrumb": (*to_list(request), _to_programmes(request)),
        "text": f"„{found.name}“",
        "note": _("Die Projekte bleiben, nur ohne dieses Programm."),
        "label": _("Programm entfernen"),
        "danger": True,
        "cancel_url": url(request, "workspace_programme", found.pk),
    }
    return render(request, "ui/ask.html", context)
