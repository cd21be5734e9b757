"""The yearly plan: wheel and list, its words, agreed, shown, continued, as paper and table."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.addresses import local
from drehscheibe.kit.editing import edit, edit_page, posted
from drehscheibe.kit.sheets import FORMATS, file_links, table_file
from drehscheibe.kit.tables import file_response
from drehscheibe.kit.typst.render import Unprintable
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.meetings.views.way import number_in, url

from .. import access
from ..actions import plan as actions
from ..documents import plan as documents
from ..forms.plan import AgreeForm, PlanForm
from ..queries import plan as queries
from ..queries.measures import owner_in_words
from ..vocabulary import PlanState
from .measures import FIRST, LAST, to_plan


def front(request: WorkspaceRequest) -> HttpResponse:
    """Show this year's plan."""
    return plan(request, timezone.localdate().year)


def plan(request: WorkspaceRequest, year: int) -> HttpResponse:
    found = queries.year_plan(year_or_404(year), by=request.member, slug=request.alliance.slug)
    if (kind := request.GET.get("format")) in FORMATS:
        return _file(request, found, kind)
    may_edit = access.can_edit_projects(request.member)
    context: dict[str, Any] = {
        "title": _("Jahresplan %(year)s") % {"year": year},
        "breadcrumb": () if request.path == url(request, "workspace_plan") else to_plan(request),
        "found": found,
        "plan": found.plan,
        "year": year,
        "wheel": queries.wheel(found, slug=request.alliance.slug) if not found.is_empty else None,
        "sentence": queries.sentence(found),
        "state_words": documents.state_in_words(found.plan),
        "years": [Link(str(one), year_url(request, one), current=one == year)
                  for one in (year - 1, year, year + 1) if FIRST <= one <= LAST],
        "quarters": [(documents.quarter_name(one.number, year), one.months) for one in found.quarters],
        "exports": (
            Link(_("Als PDF"), url(request, "workspace_plan_pdf", year)),
            *file_links(""),
        ),
        "may_edit": may_edit,
        "may_agree": access.can_agree_plan(request.member),
        "to_continue": len(queries.to_continue(year, by=request.member)) if may_edit else 0,
        "add_url": f"{url(request, 'workspace_measure_add')}?jahr={year}",
        "public_url": local(f"/buendnisse/{request.alliance.slug}/jahresplan/{year}/"),
        "is_agreed": found.plan.state == PlanState.AGREED,
    }  # fmt: skip
    return render(request, "plans/plan.html", context)


def year_url(request: WorkspaceRequest, year: int) -> str:
    """Return the address of a year; this year's is the front page, where the menu leads to."""
    is_now = year == timezone.localdate().year
    return url(request, "workspace_plan") if is_now else url(request, "workspace_plan_year", year)


def year_or_404(year: int) -> int:
    if not FIRST <= year <= LAST:
        raise Http404
    return year


def _file(request: WorkspaceRequest, found: queries.YearPlan, kind: str) -> HttpResponse:
    name = f"jahresplan-{request.alliance.slug}-{found.plan.year}"
    title = _("Jahresplan %(year)s") % {"year": found.plan.year}
    return table_file(documents.columns(), documents.rows(found), wanted=kind, name=name, title=title)


def pdf(request: WorkspaceRequest, year: int) -> HttpResponse:
    """Hand out the plan as a paper; nothing confidential is on it."""
    found = queries.year_plan(year_or_404(year), by=None)
    try:
        paper = documents.plan_pdf(documents.plan_data(found, alliance=request.alliance.name))
    except Unprintable as unknown:
        messages.error(request, unknown.advice)
        return redirect(url(request, "workspace_plan_year", year))
    return file_response(paper, name=f"jahresplan-{year}.pdf", content_type="application/pdf")


def _way(request: WorkspaceRequest, year: int) -> tuple[Link, ...]:
    return (*to_plan(request), Link(str(year), url(request, "workspace_plan_year", year)))


def words(request: WorkspaceRequest, year: int) -> HttpResponse:
    """Write what the alliance means to do this year."""
    row = queries.plan_of(year_or_404(year))

    def save(form: PlanForm) -> None:
        actions.write_plan(year, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, PlanForm, row, save)
    back = url(request, "workspace_plan_year", year)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return redirect(back)
    title = _("Was nehmen wir uns für %(year)s vor?") % {"year": year}
    return edit_page(
        request, result, title=title, label=_("Text speichern"), breadcrumb=_way(request, year), cancel_url=back
    )


def agree(request: WorkspaceRequest, year: int) -> HttpResponse:
    """Note that the plan is agreed, with the decision of the register; `entwurf` makes it a draft again."""
    require(access.can_agree_plan(request.member))
    row = queries.plan_of(year_or_404(year))
    back = url(request, "workspace_plan_year", year)
    if request.method == "POST" and "entwurf" in request.POST:
        actions.reopen_plan(year, by=request.member)
        messages.success(request, _("Der Plan ist wieder ein Entwurf und nicht mehr öffentlich."))
        return redirect(back)
    form = AgreeForm(
        posted(request), decisions=queries.decisions(request.member, year=year), initial={"decision": row.decision_id}
    )
    if request.method == "POST" and form.is_valid():
        actions.agree_plan(year, decision=form.cleaned_data["decision"], by=request.member)
        messages.success(request, _("Vermerkt: Der Jahresplan %(year)s ist beschlossen.") % {"year": year})
        return redirect(back)
    context = {
        "title": _("Jahresplan %(year)s beschlossen") % {"year": year},
        "intro": _(
            "Mit welchem Beschluss hat Ihr Bündnis dem Plan zugestimmt? Danach können Sie ihn öffentlich zeigen."
        ),
        "breadcrumb": _way(request, year),
        "form": form,
        "label": _("Als beschlossen vermerken"),
        "cancel_url": back,
    }
    return render(request, "ui/edit.html", context)


def show(request: WorkspaceRequest, year: int) -> HttpResponse:
    """Show the plan to everybody, or take it back; a post only."""
    back = url(request, "workspace_plan_year", year_or_404(year))
    if request.method != "POST":
        return redirect(back)
    is_public = "zeigen" in request.POST
    try:
        actions.show_plan(year, is_public=is_public, by=request.member)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        shown = _("Der Plan steht jetzt auf Ihrer öffentlichen Seite, mit allem, was alle sehen dürfen.")
        messages.success(request, shown if is_public else _("Der Plan steht nicht mehr auf Ihrer öffentlichen Seite."))
    return redirect(back)


def again(request: WorkspaceRequest, year: int) -> HttpResponse:
    """Take over what was not finished in the year before, and what comes every year."""
    rows = queries.to_continue(year_or_404(year), by=request.member)
    back = url(request, "workspace_plan_year", year)
    if request.method == "POST":
        chosen = [number for key in request.POST.getlist("massnahme") if (number := number_in(key)) is not None]
        try:
            made = actions.continue_measures(year, chosen, by=request.member)
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
            return redirect(request.path)
        said = ngettext("Eine Maßnahme ist übernommen.", "%(number)s Maßnahmen sind übernommen.", len(made))
        messages.success(request, said % {"number": len(made)})
        return redirect(back)
    context = {
        "title": _("Wie im letzten Jahr"),
        "breadcrumb": _way(request, year),
        "year": year,
        "before": year - 1,
        "lines": [(one, owner_in_words(one)) for one in rows],
        "cancel_url": back,
    }
    return render(request, "plans/plan_again.html", context)
