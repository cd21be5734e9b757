"""The register of decisions: found by words, year, group and state; as a table, as a paper."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.files.views import pdf_response
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.sheets import FORMATS, file_links, kept_filter, page_base, table_file
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.views.way import to_meetings, url

from .. import register_words as words
from ..documents import register as documents
from ..exports import register as exports
from ..forms.register import RegisterFilter
from ..queries import register as queries
from ..queries.register import Asked

PAGE_SIZE = 40
MOST_ON_PAPER = 500
"""More than this nobody prints; the filter makes it less."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list."""

    decision: Decision
    url: str
    state: str
    tone: str
    is_late: bool
    to_revisit: bool
    owner: str
    due: str
    where: str
    group: str
    """What stands above it: what is overdue, then the year."""


def decisions(request: WorkspaceRequest) -> HttpResponse:
    """Show the register, what is overdue first, or hand it out as a table."""
    form, asked = _filter(request)
    today = timezone.localdate()
    wanted = request.GET.get("format", "")
    if wanted in FORMATS:
        return _file(request, exports.rows(_all(request, asked, today)), wanted)
    found = queries.keys(asked, by=request.member, on=today)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = kept_filter(request, form)
    context = {
        "title": _("Beschlüsse"),
        "breadcrumb": to_meetings(request),
        "form": form,
        "page": page,
        "lines": [_line(request, one, today) for one in queries.rows_of(list(page))],
        "is_filtered": bool(kept),
        "result": ngettext("Ein Beschluss", "%(number)s Beschlüsse", page.paginator.count)
        % {"number": page.paginator.count},
        "base": page_base(kept),
        "exports": _exports(request, kept),
    }
    return render(request, "resolutions/decisions.html", context)


def _all(request: WorkspaceRequest, asked: Asked, today: date) -> QuerySet[Decision]:
    """Return whole rows, for what is handed out."""
    rows = queries.decisions(asked, by=request.member, on=today)
    return rows.select_related("meeting", "body", "owner_organisation")


def _filter(request: WorkspaceRequest) -> tuple[RegisterFilter, Asked]:
    form = RegisterFilter(
        request.GET, years=queries.years(request.member), bodies=queries.bodies(request.member)
    )  # fmt: skip
    values: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    asked = Asked(
        text=values.get("q", ""), year=values.get("jahr"), body_id=values.get("gruppe"),
        state=values.get("stand", ""), only_public=bool(values.get("oeffentlich")),
    )  # fmt: skip
    return form, asked


def _exports(request: WorkspaceRequest, kept: str) -> tuple[Link, ...]:
    paper = url(request, "workspace_decisions_excerpt") + (f"?{kept}" if kept else "")
    return (Link(_("Drucken (PDF)"), paper), *file_links(kept))


def _line(request: WorkspaceRequest, one: Decision, today: date) -> Line:
    is_late = queries.is_overdue(one, today)
    return Line(
        decision=one,
        url=url(request, "workspace_decision", one.pk),
        state=words.state_word(one),
        tone=words.state_tone(one),
        is_late=is_late,
        to_revisit=queries.is_to_revisit(one, today),
        owner=words.owner(one),
        due=words.due(one, today),
        where=words.where(one),
        group=_("Über der Zeit") if is_late else str(one.year),
    )


# Files


def _file(request: WorkspaceRequest, lines: list[list[str]], wanted: str) -> HttpResponse:
    name = f"beschluesse-{request.alliance.slug}"
    return table_file(exports.columns(), lines, wanted=wanted, name=name, title=_("Beschlüsse"))


def excerpt(request: WorkspaceRequest) -> HttpResponse:
    """Return what the filter found as a paper, the oldest first."""
    form, asked = _filter(request)
    rows = _all(request, asked, timezone.localdate()).order_by("year", "number")
    found = list(rows[: MOST_ON_PAPER + 1])
    if not found or len(found) > MOST_ON_PAPER:
        return _not_printed(request, form, too_many=bool(found))
    data = documents.excerpt_data(
        found, alliance=request.alliance.name, on=timezone.localdate(), signed_by=request.member.name,
        shown=_shown(form, asked),
    )  # fmt: skip
    return pdf_response(request, lambda: documents.excerpt_pdf(data), name=f"beschluesse-{request.alliance.slug}.pdf")


def _not_printed(request: WorkspaceRequest, form: RegisterFilter, *, too_many: bool) -> HttpResponse:
    """Lead back to the list and say what to do there."""
    if too_many:
        said = _("Das sind mehr als %(number)s Beschlüsse. Bitte wählen Sie ein Jahr oder eine Gruppe.")
        messages.error(request, said % {"number": MOST_ON_PAPER})
    else:
        messages.info(request, _("Dazu passt kein Beschluss. Es gibt nichts zu drucken."))
    kept = kept_filter(request, form)
    return redirect(url(request, "workspace_decisions") + (f"?{kept}" if kept else ""))


def _shown(form: RegisterFilter, asked: Asked) -> str:
    """Return in words what the list was filtered by."""
    choices: Any = form.fields["gruppe"]
    states: Any = form.fields["stand"]
    parts = (
        f"„{asked.text}“" if asked.text else "",
        str(asked.year or ""),
        str(dict(choices.choices).get(asked.body_id, "")) if asked.body_id else "",
        str(dict(states.choices).get(asked.state, "")) if asked.state else "",
        _("nur öffentliche") if asked.only_public else "",
    )
    return ", ".join(part for part in parts if part)
