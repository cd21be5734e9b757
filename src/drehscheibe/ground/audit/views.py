"""The page "Verlauf": who did what. "Protokoll" is the word for minutes of meetings."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.tables import csv_response
from drehscheibe.kit.ui.frames import Link

from . import queries
from .forms import LogFilterForm

PAGE_SIZE = 50
MOST_IN_EXPORT = 20_000


def log(request: WorkspaceRequest) -> HttpResponse:
    """Show a page of the log, or with `?format=csv` hand it out as a table."""
    form = LogFilterForm(request.GET, names=queries.member_names())
    asked = form.cleaned_data if form.is_valid() else {}
    rows = queries.entries(group=asked.get("was", ""), member_id=asked.get("wer"))
    if request.GET.get("format") == "csv":
        return _csv(queries.told(rows[:MOST_IN_EXPORT]), name=f"verlauf-{request.alliance.slug}.csv")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = urlencode({key: value for key, value in asked.items() if value})
    context = {
        "title": _("Verlauf"),
        "form": form,
        "page": page,
        "told": queries.gathered(queries.told(page)),
        "base": f"?{kept}&seite=" if kept else "?seite=",
        "exports": (Link(_("Als Tabelle (CSV)"), f"?{kept}&format=csv" if kept else "?format=csv"),),
    }
    return render(request, "audit/log.html", context)


def _csv(told: list[queries.Told], *, name: str) -> HttpResponse:
    rows = ((f"{one.at:%d.%m.%Y %H:%M}", one.sentence, one.fields) for one in told)
    return csv_response([_("Wann"), _("Was"), _("Felder")], rows, name=name)
