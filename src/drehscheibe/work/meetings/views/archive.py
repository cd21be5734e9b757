"""The archive of all meetings that were, found by words."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.doors import WorkspaceRequest

from ..forms.after import ArchiveFilter
from ..models import Decision
from ..queries import after as numbers
from ..queries import archive as queries
from ..queries.archive import Asked
from ..register_ways import RegisterWays
from .way import to_meetings

PAGE_SIZE = 20


def page_with(register: RegisterWays) -> Callable[..., HttpResponse]:
    """Return the view of the archive; `register` gives the ways to decisions."""

    def archive(request: WorkspaceRequest) -> HttpResponse:
        return _archive(request, register)

    return archive


def _archive(request: WorkspaceRequest, register: RegisterWays) -> HttpResponse:
    """Show all meetings that were, and where the words stand that somebody looks for."""
    form = ArchiveFilter(request.GET, years=queries.years(), bodies=queries.bodies())
    asked = _asked(form)
    rows = queries.past_meetings(asked, by=request.member)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = _kept(request, form)
    context = {
        "title": _("Archiv"),
        "breadcrumb": to_meetings(request),
        "form": form,
        "page": page,
        "found": [
            (one, _with_pages(one.decisions, partial(register.one, request.alliance.slug)))
            for one in queries.found(page, asked, by=request.member)
        ],
        "is_filtered": bool(kept),
        "result": ngettext("Ein Treffen", "%(number)s Treffen", page.paginator.count)
        % {"number": page.paginator.count},
        "base": f"?{kept}&seite=" if kept else "?seite=",
        "waiting": numbers.waiting_minutes(),
        "between": _with_pages(
            queries.between_meetings(asked, by=request.member), partial(register.one, request.alliance.slug)
        ),
        "register_url": register.all(request.alliance.slug),
    }
    return render(request, "meetings/archive.html", context)


def _with_pages(rows: Iterable[Decision], page_of: Callable[[int], str]) -> list[tuple[Decision, str]]:
    return [(one, page_of(one.pk)) for one in rows]


def _asked(form: ArchiveFilter) -> Asked:
    values: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    return Asked(
        text=values.get("q", ""), year=values.get("jahr"), body_id=values.get("gruppe"), kind=values.get("art", "")
    )


def _kept(request: WorkspaceRequest, form: ArchiveFilter) -> str:
    return urlencode({key: str(value) for key, value in request.GET.items() if value and key in form.fields})
