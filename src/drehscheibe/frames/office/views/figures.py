"""Figures that alliances released: one year, one line per alliance, sums at the foot. Nothing else is ever here."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.alliances import public as alliances
from drehscheibe.ground.alliances.public import Published
from drehscheibe.ground.tenancy.doors import OfficeRequest
from drehscheibe.kit.addresses import local
from drehscheibe.kit.tables import csv_response
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Column
from drehscheibe.network.figures import public
from drehscheibe.network.figures.public import Released

from ..forms import YearForm
from ..frame import frame_of

_KEYS = (
    "partners", "meetings", "attendance", "decisions", "decisions_done", "projects", "projects_done", "measures",
    "measures_done", "needs", "needs_answered", "positions",
)  # fmt: skip
"""Columns of the table; people reached are counted in different units, so they are not put below each other."""
_NOT_GIVEN = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """What one alliance released."""

    alliance: Published
    values: dict[str, int]


def figures(request: OfficeRequest) -> HttpResponse:
    """Show what was released for a year: to the national office all of it, to a state office that of its own Land."""
    years = public.released_years()
    year = _asked(request, years)
    released = public.released_figures(year)
    lines, labels = _lines(released, land=request.office.land), _labels(released)
    if request.GET.get("format") == "csv":
        cells = [[line.alliance.name, *_values(line, labels)] for line in lines]
        return csv_response(
            [_("Bündnis"), *labels.values()], [*cells, *_sums(lines, labels)], name=f"zahlen-{year}.csv"
        )
    page = f"?jahr={year}&format=csv"
    context = {
        "frame": frame_of(request),
        "title": _("Freigegebene Zahlen"),
        "form": YearForm({"jahr": year}, years=years),
        "has_any": bool(years),
        "caption": _("Zahlen %(year)s") % {"year": year},
        "columns": [Column(_("Bündnis")), *(Column(label, numeric=True) for label in labels.values())],
        "rows": [*([_name(line), *_values(line, labels)] for line in lines), *_sums(lines, labels)],
        "result": ngettext("Ein Bündnis", "%(number)s Bündnisse", len(lines)) % {"number": len(lines)},
        "exports": (Link(_("Als Tabelle (CSV)"), page),) if lines else (),
    }
    return render(request, "office/figures.html", context)


def _asked(request: OfficeRequest, years: list[int]) -> int:
    """Return the year that is asked for, the newest one otherwise."""
    form = YearForm(request.GET, years=years)
    chosen = form.cleaned_data["jahr"] if form.is_valid() else ""
    return int(chosen) if chosen else years[0] if years else 0


def _lines(released: Iterable[Released], *, land: str) -> list[Line]:
    """Return the alliances by name; only those that are published, so that each has a page to look at."""
    known = {row.alliance_id: row for row in map(Published._make, alliances.network(land=land))}
    lines = [
        Line(known[row.alliance_id], {one.key: one.value for one in row.figures})
        for row in released
        if row.alliance_id in known
    ]
    return sorted(lines, key=lambda line: line.alliance.name.casefold())


def _labels(released: Iterable[Released]) -> dict[str, str]:
    found = {one.key: one.label for row in released for one in row.figures}
    return {key: found[key] for key in _KEYS if key in found}


def _name(line: Line) -> Link:
    return Link(line.alliance.name, local(f"/buendnisse/{line.alliance.slug}/"))


def _values(line: Line, labels: dict[str, str]) -> list[str]:
    """Return the values by column; what an alliance did not release is a dash, not a nought."""
    return [str(line.values[key]) if key in line.values else _NOT_GIVEN for key in labels]


def _sums(lines: list[Line], labels: dict[str, str]) -> list[list[str]]:
    if not lines:
        return []
    return [[_("Zusammen"), *(str(sum(line.values.get(key, 0) for line in lines)) for key in labels)]]
