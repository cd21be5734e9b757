"""How many partners there are and were."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.alliances.access import can_edit_profile
from drehscheibe.ground.alliances.models import PartnerCount
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.ui.parts import Column

from .. import actions
from ..queries import numbers as queries
from . import way

_HEIGHT, _WIDTH, _GAP, _FOOT = 160, 40, 12, 40
MOST_BARS = 30


@dataclass(frozen=True, slots=True)
class Bar:
    """One year of the picture, in its units."""

    label: str
    count: int
    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + _WIDTH // 2


def numbers(request: WorkspaceRequest) -> HttpResponse:
    """Show the number of partners as a sentence, a picture and tables; a post takes it into the profile."""
    if request.method == "POST":
        return _take(request)
    years = queries.partner_numbers()
    bars = bars_of(years[-MOST_BARS:])
    context = {
        "title": _("Wie viele wir sind"),
        "breadcrumb": way.to_partners(request),
        "sentence": sentence(years),
        "bars": bars,
        "bar_width": _WIDTH,
        "width": len(bars) * (_WIDTH + _GAP) + _GAP,
        "height": _HEIGHT + _FOOT + _FOOT // 2,
        "foot": _HEIGHT + _FOOT,
        "year_columns": [Column(_("Ende des Jahres")), Column(_("Partner"), numeric=True)],
        "years": [(str(year), str(count)) for year, count in reversed(years)],
        "share_columns": [Column(_("Art")), Column(_("Partner"), numeric=True)],
        "categories": [(share.label, str(share.count)) for share in queries.by_category()],
        "kind_columns": [Column(_("Mitgliedschaft")), Column(_("Partner"), numeric=True)],
        "kinds": [(share.label, str(share.count)) for share in queries.by_membership_kind()],
        "stated_columns": [Column(_("Stand")), Column(_("Partner"), numeric=True), Column(_("Anmerkung"))],
        "stated": [(_as_of(row), str(row.count), row.note) for row in queries.stated_counts()],
        "may_take": can_edit_profile(request.member),
    }
    return render(request, "partners/numbers.html", context)


def sentence(years: list[tuple[int, int]]) -> str:
    """Say how many there are, and how that changed within a year."""
    now = years[-1][1]
    said = ngettext("Heute sind wir %(count)s Partner.", "Heute sind wir %(count)s Partner.", now) % {"count": now}
    change = queries.trend(years)
    if len(years) == 1 or not change:
        return said
    words = _("Das sind %(count)s mehr als Ende %(year)s.") if change > 0 else _(
        "Das sind %(count)s weniger als Ende %(year)s."
    )  # fmt: skip
    return f"{said} {words % {'count': abs(change), 'year': years[-2][0]}}"


def bars_of(years: list[tuple[int, int]]) -> list[Bar]:
    """Return the bars of the picture, the tallest over the whole height."""
    most = max((count for _year, count in years), default=0) or 1
    bars = []
    for place, (year, count) in enumerate(years):
        height = round(_HEIGHT * count / most)
        bars.append(Bar(str(year), count, _GAP + place * (_WIDTH + _GAP), _FOOT // 2 + _HEIGHT - height, height))
    return bars


def _take(request: WorkspaceRequest) -> HttpResponse:
    row = actions.take_number_into_profile(by=request.member)
    if row is None:
        messages.info(request, _("Dieser Stand steht schon in Ihrem Profil."))
    else:
        messages.success(
            request,
            _("Übernommen: %(count)s Partner, Stand %(day)s. Andere sehen es, sobald Sie das Profil veröffentlichen.")
            % {"count": row.count, "day": _as_of(row)},
        )
    return redirect(request.path)


def _as_of(row: PartnerCount) -> str:
    """Return the day of a stated number in words; the profile takes "2019" and "Mai 2019" just as well."""
    try:
        return date_format(date.fromisoformat(row.as_of), "j. F Y")
    except ValueError:
        return row.as_of
