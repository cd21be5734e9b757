"""Sentences proposed from the data of a year: what came of projects, decisions, needs. Nothing is said without a fact."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from drehscheibe.work.plans.models import Indicator, Project
from drehscheibe.work.plans.vocabulary import Circle, MeasureState

from ..report_data import Sentence
from ..rules.words import first_sentence, shortened
from .gathering import Gathered

SENTENCES = 3
LENGTH = 220
_TITLE = 80


def proposed(found: Gathered) -> list[Sentence]:
    """Return at most three sentences on what changed in the year: one of each kind first, projects before the rest."""
    kinds = [list(kind) for kind in (_projects(found), _decisions(found), _needs(found), _measures(found))]
    rounds = max((len(kind) for kind in kinds), default=0)
    in_turn = [kind[turn] for turn in range(rounds) for kind in kinds if turn < len(kind)]
    return in_turn[:SENTENCES]


def _projects(found: Gathered) -> Iterator[Sentence]:
    finished = {row.pk for row in found.projects_finished_in(found.year)}
    rows = sorted(found.projects_of(found.year), key=lambda row: row.pk not in finished)
    for row in rows:
        if text := of_project(found, row):
            yield Sentence(text, "project", row.pk, row.audience == Circle.PUBLIC)


def of_project(found: Gathered, row: Project) -> str:
    """Return what came of a project: a figure that moved, else the first sentence of its result, else nothing."""
    title = shortened(row.title, _TITLE)
    for indicator in found.indicators_by_project.get(row.pk, []):
        if moved := change(indicator):
            return f"„{title}“: {shortened(indicator.name, _TITLE)} {moved}."
    result = first_sentence(row.results, LENGTH - len(title) - 4)
    return f"„{title}“: {result}" if result else ""


def change(row: Indicator) -> str:
    """Return „von 12 auf 30 Plätze“; nothing where one of both is not known or nothing moved."""
    if row.before is None or row.now is None or row.before == row.now:
        return ""
    words = {"before": plain(row.before), "now": plain(row.now), "unit": row.unit}
    return _("von %(before)s auf %(now)s %(unit)s") % words


def plain(value: Decimal | None) -> str:
    """Return a measured value as people write it: "30", "36,94"."""
    if value is None:
        return ""
    whole = value == value.to_integral_value()
    return number_format(value, decimal_pos=0 if whole else 2, use_l10n=True, force_grouping=True)


def _decisions(found: Gathered) -> Iterator[Sentence]:
    for row in found.decisions_done_in(found.year):
        text = (row.public_text if row.is_public else "") or row.text or row.title
        words = {"what": shortened(text, LENGTH - 50).rstrip("."), "number": row.label}
        said = _("Umgesetzt: %(what)s (Beschluss %(number)s).") % words
        yield Sentence(said, "decision", row.pk, row.is_public)


def _needs(found: Gathered) -> Iterator[Sentence]:
    """Say what was answered to a need; what families told is nobody's to read here, see `gathering`."""
    for row in found.needs_answered_in(found.year):
        if row.source == "family" or row.audience == Circle.TEAM:
            continue
        title = shortened(row.title, _TITLE)
        words = {"title": title, "answer": first_sentence(row.answer, LENGTH - len(title) - 45)}
        said = _("Auf den Bedarf „%(title)s“ gibt es eine Antwort: %(answer)s") % words
        yield Sentence(said, "need", row.pk, row.audience == Circle.PUBLIC)


def _measures(found: Gathered) -> Iterator[Sentence]:
    for row in found.measures_of(found.year):
        if row.state != MeasureState.DONE:
            continue
        title = shortened(row.title, _TITLE)
        result = first_sentence(row.result, LENGTH - len(title) - 13)
        said = f"{_('Erledigt: %(title)s.') % {'title': title.rstrip('.')}} {result}".strip()
        yield Sentence(said, "measure", row.pk, row.audience == Circle.PUBLIC)
