"""The figures of a year, each beside that of the year before."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from drehscheibe.work.plans.vocabulary import MeasureState

from ..report_data import Figure
from .gathering import Gathered

ON_ONE_PAGE = 4
_PREFERRED = (
    "reached", "partners", "attendance", "decisions_done", "measures_done", "projects_done", "meetings",
    "needs_answered", "decisions", "positions",
)  # fmt: skip
"""What the one page shows first: what families and the town notice, before how busy the alliance was."""


def figures_of(found: Gathered) -> list[Figure]:
    """Return all figures of the year in the order of the report; also those that are nought."""
    counted: list[tuple[str, str, Callable[[int], int]]] = [
        ("partners", _("Partner"), lambda year: len(found.partners_at_end_of(year))),
        ("meetings", _("Treffen"), lambda year: len(found.meetings_of(year))),
        ("attendance", _("Teilnahmen an Treffen"), lambda year: sum(row.times for row in found.attended_in(year))),
        ("organisations", _("Partner, die bei Treffen waren"), lambda year: _organisations(found, year)),
        ("decisions", _("Beschlüsse"), lambda year: len(found.decisions_of(year))),
        ("decisions_done", _("Beschlüsse umgesetzt"), lambda year: len(found.decisions_done_in(year))),
        ("projects", _("Projekte"), lambda year: len(found.projects_of(year))),
        ("projects_done", _("Projekte abgeschlossen"), lambda year: len(found.projects_finished_in(year))),
        ("measures", _("Maßnahmen im Jahresplan"), lambda year: len(found.measures_of(year))),
        ("measures_done", _("Maßnahmen erledigt"), lambda year: _done(found, year)),
        ("needs", _("Bedarfe"), lambda year: len(found.needs_of(year))),
        ("needs_answered", _("Bedarfe beantwortet"), lambda year: len(found.needs_answered_in(year))),
        ("positions", _("Vorschläge an die Politik"), lambda year: len(found.positions_of(year))),
    ]
    rows = [Figure(key, label, count(found.year), count(found.year - 1)) for key, label, count in counted]
    return [*rows, *_reached(found)]


def _organisations(found: Gathered, year: int) -> int:
    return sum(row.organisation_id is not None for row in found.attended_in(year))


def _done(found: Gathered, year: int) -> int:
    return sum(row.state == MeasureState.DONE for row in found.measures_of(year))


def _reached(found: Gathered) -> list[Figure]:
    """Return how many were reached, in the unit that counts most; none where nothing was measured."""
    now, before = found.reached(found.year), found.reached(found.year - 1)
    if not now:
        return []
    unit = now.most_common(1)[0][0]
    return [Figure("reached", _("%(unit)s erreicht") % {"unit": unit}, now[unit], before[unit])]


def for_one_page(figures: list[Figure]) -> list[Figure]:
    """Return the four figures that say most; without any that is nought in both years."""
    known = {row.key: row for row in figures if row.value or row.before}
    return [known[key] for key in _PREFERRED if key in known][:ON_ONE_PAGE]
