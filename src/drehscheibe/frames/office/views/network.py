"""The overview of the network."""

from collections.abc import Iterable, Mapping

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances import public
from drehscheibe.ground.alliances.public import Published
from drehscheibe.ground.alliances.vocabulary import Status
from drehscheibe.ground.tenancy.doors import OfficeRequest
from drehscheibe.ground.territories import queries as territories
from drehscheibe.kit.addresses import absolute, local
from drehscheibe.kit.tables import csv_response
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Column

from ..forms import NetworkFilterForm
from ..frame import frame_of

PAGE_SIZE = 50


def network(request: OfficeRequest) -> HttpResponse:
    """Show every published alliance; a state office begins with its own Land."""
    laender = territories.laender()
    form = NetworkFilterForm(request.GET if request.GET else {"land": request.office.land}, laender=laender)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "land": "", "stand": "", "pflege": ""}
    rows = public.network(
        text=asked.get("q", ""), land=asked.get("land", ""), status=asked.get("stand", ""), tended=form.tended
    )
    names = {place.ags: place.name for place in laender}
    if request.GET.get("format") == "csv":
        lines = _lines(map(Published._make, rows), names)
        return csv_response([*_labels(), _("Adresse")], lines, name="buendnisse.csv")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = urlencode({key: value for key, value in asked.items() if value}) or "land="
    context = {
        "frame": frame_of(request),
        "title": _("Bündnisse im Netz"),
        "form": form,
        "page": page,
        "columns": [Column(label) for label in _labels()],
        "rows": [_cells(Published._make(row), names) for row in page],
        "base": f"?{kept}&seite=",
        "exports": (Link(_("Als Tabelle (CSV)"), f"?{kept}&format=csv"),),
    }
    return render(request, "office/network.html", context)


def _labels() -> list[str]:
    return [_("Bündnis"), _("Ort"), _("Land"), _("Stand"), _("Gepflegt"), _("Zuletzt bestätigt")]


def _cells(row: Published, names: Mapping[str, str]) -> list[object]:
    return [Link(row.name, local(f"/buendnisse/{row.slug}/")), *_facts(row, names)]


def _facts(row: Published, names: Mapping[str, str]) -> list[str]:
    confirmed = date_format(timezone.localtime(row.confirmed_at), "j. F Y") if row.confirmed_at else _("noch nie")
    return [
        row.place,
        names.get(row.land, ""),
        str(Status(row.status).label),
        _("ja") if row.is_tended else _("nur gelistet"),
        confirmed if row.is_tended else "–",
    ]


def _lines(rows: Iterable[Published], names: Mapping[str, str]) -> Iterable[list[str]]:
    return ([row.name, *_facts(row, names), absolute(local(f"/buendnisse/{row.slug}/"))] for row in rows)
