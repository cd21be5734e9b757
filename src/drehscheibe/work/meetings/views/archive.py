"""The archive of all meetings that were, found by words, and the register of decisions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.tables import csv_response, file_response
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.bodies import access as bodies
from drehscheibe.work.partners.exports import workbook

from ..actions.results import show_decision
from ..exports import decisions as exports
from ..forms.after import ArchiveFilter, DecisionFilter
from ..models import Decision
from ..queries import after as numbers
from ..queries import archive as queries
from ..queries.archive import Asked
from .way import to_meetings, url

PAGE_SIZE = 20
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def archive(request: WorkspaceRequest) -> HttpResponse:
    """Show all meetings that were, and where the words stand that somebody looks for."""
    form = ArchiveFilter(request.GET, years=queries.years(), bodies=queries.bodies())
    asked = _asked(form)
    rows = queries.past_meetings(asked)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = _kept(request, form)
    context = {
        "title": _("Archiv"),
        "breadcrumb": to_meetings(request),
        "form": form,
        "page": page,
        "found": queries.found(page, asked),
        "is_filtered": bool(kept),
        "result": ngettext("Ein Treffen", "%(number)s Treffen", page.paginator.count)
        % {"number": page.paginator.count},
        "base": f"?{kept}&seite=" if kept else "?seite=",
        "waiting": numbers.waiting_minutes(),
    }
    return render(request, "meetings/archive.html", context)


def decisions(request: WorkspaceRequest) -> HttpResponse:
    """Show the register of decisions by year, or hand it out as a file."""
    form = DecisionFilter(request.GET, years=queries.decision_years(), bodies=queries.bodies())
    asked = _asked(form)
    only_public = form.is_valid() and form.cleaned_data["oeffentlich"]
    rows = queries.decisions(asked, only_public=only_public)
    wanted = request.GET.get("format", "")
    if wanted in {"csv", "xlsx"}:
        return _file(request, exports.rows(rows), wanted)
    page = Paginator(rows, 2 * PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = _kept(request, form)
    start = f"?{kept}&" if kept else "?"
    context = {
        "title": _("Beschlüsse"),
        "breadcrumb": to_meetings(request),
        "form": form,
        "page": page,
        "lines": [(one, bodies.can_lead(request.member, one.body)) for one in page],
        "is_filtered": bool(kept),
        "result": ngettext("Ein Beschluss", "%(number)s Beschlüsse", page.paginator.count)
        % {"number": page.paginator.count},
        "base": f"{start}seite=",
        "exports": (
            Link(_("Als Tabelle (CSV)"), f"{start}format=csv"),
            Link(_("Für Excel (XLSX)"), f"{start}format=xlsx"),
        ),
    }
    return render(request, "meetings/decisions.html", context)


def _asked(form: ArchiveFilter) -> Asked:
    values: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    return Asked(
        text=values.get("q", ""), year=values.get("jahr"), body_id=values.get("gruppe"), kind=values.get("art", "")
    )


def _kept(request: WorkspaceRequest, form: ArchiveFilter) -> str:
    return urlencode({key: str(value) for key, value in request.GET.items() if value and key in form.fields})


def _file(request: WorkspaceRequest, lines: list[list[str]], wanted: str) -> HttpResponse:
    name = f"beschluesse-{request.alliance.slug}.{wanted}"
    if wanted == "csv":
        return csv_response(exports.columns(), lines, name=name)
    content = workbook(exports.columns(), lines, title=_("Beschlüsse"))
    return file_response(content, name=name, content_type=_XLSX)


def publish(request: WorkspaceRequest, decision_id: int) -> HttpResponse:
    """Make a decision public, or take it back."""
    decision = get_object_or_404(Decision.objects.select_related("meeting__body"), pk=decision_id)
    require(bodies.can_lead(request.member, decision.body))
    if request.method == "POST":
        is_public = request.POST.get("oeffentlich") == "1"
        try:
            show_decision(decision, is_public=is_public, by=request.member)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            said = _("%(number)s ist jetzt öffentlich.") if is_public else _("%(number)s ist nicht mehr öffentlich.")
            messages.success(request, said % {"number": decision.label})
    return redirect(url(request, "workspace_decisions") + f"#beschluss-{decision.pk}")
