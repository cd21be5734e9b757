"""Figures for the offices: what exactly would go, the consent to it, taking it back."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.ui.parts import Column

from ..actions import release as actions
from ..queries.release import released
from ..queries.report import figures_for
from ..report_data import Figure
from ..rules.years import FIRST_YEAR
from .way import done, editing, to_report, url


def figures(request: WorkspaceRequest, year: int) -> HttpResponse:
    """Show the figures of a year as they would go out, beside those that are out; release or withdraw them."""
    editing(request)
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    if request.method == "POST":
        return _act(request, year)
    now, given = figures_for(year), released(year)
    context = {
        "title": _("Zahlen %(year)s freigeben") % {"year": year},
        "breadcrumb": to_report(request, year),
        "year": year,
        "columns": _columns(year, is_released=given is not None),
        "rows": _rows(now, [Figure(**one) for one in given.figures["figures"]] if given else []),
        "released": given,
        "has_changed": given is not None
        and _values(now) != {one["key"]: one["value"] for one in given.figures["figures"]},
    }
    return render(request, "figures/release.html", context)


def _act(request: WorkspaceRequest, year: int) -> HttpResponse:
    back = url(request, "workspace_report_figures", year)
    if request.POST.get("tun") == "zuruecknehmen":
        said = _("Die Zahlen sind zurückgenommen. Die Stellen sehen sie nicht mehr.")
        return done(request, lambda: actions.withdraw_figures(year, by=request.member), text=said, back=back)
    said = _("Die Zahlen sind freigegeben. Die Landesstelle und die Servicestelle sehen genau das, was hier steht.")
    return done(request, lambda: actions.release_figures(year, by=request.member), text=said, back=back)


def _columns(year: int, *, is_released: bool) -> list[Column]:
    heads = [Column(_("Was")), Column(str(year), numeric=True), Column(str(year - 1), numeric=True)]
    return [*heads, Column(_("Freigegeben"), numeric=True)] if is_released else heads


def _rows(now: list[Figure], given: list[Figure]) -> list[list[str]]:
    """Return one line per figure, with the released one beside; a figure that is not there any more has a dash."""
    out = {one.key: one for one in given}
    current = {one.key: one for one in now}
    keys = [one.key for one in now] + [one.key for one in given if one.key not in current]
    return [_row(current.get(key), out.get(key), has_given=bool(given)) for key in keys]


def _row(now: Figure | None, given: Figure | None, *, has_given: bool) -> list[str]:
    label = now.label if now else given.label if given else ""
    cells = [label, now.shown if now else "–", now.shown_before if now else "–"]
    return [*cells, given.shown if given else "–"] if has_given else cells


def _values(figures: list[Figure]) -> dict[str, int]:
    return {one.key: one.value for one in figures}
