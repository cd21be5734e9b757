"""How projects are told of in words: their time, who runs them, what an indicator says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Indicator, Project
from .rules import indicators as rules
from .rules.numbers import written
from .vocabulary import TargetGroup


def day(on: date | None) -> str:
    return date_format(on, "DATE_FORMAT") if on else ""


def period(project: Project) -> str:
    """Return when a project is: by its days, or by the words that were given for them."""
    first = day(project.starts_on) or project.since
    last = day(project.ends_on) or project.until
    if first and last:
        return first if first == last else _("%(since)s bis %(until)s") % {"since": first, "until": last}
    if first:
        begins = _("ab %(since)s") if project.state == Project.State.PLANNED else _("seit %(since)s")
        return first if project.state in {Project.State.FINISHED, Project.State.ARCHIVED} else begins % {"since": first}
    return _("bis %(until)s") % {"until": last} if last else ""


def audience_words(codes: Sequence[str]) -> str:
    """Return for whom a project is, in words."""
    known = dict(TargetGroup.choices)
    return ", ".join(str(known[code]) for code in codes if code in known)


def figures(row: Indicator) -> rules.Figures:
    return rules.Figures(unit=row.unit, before=row.before, target=row.target, now=row.now, falls=row.falls)


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator ready to be shown: as sentence, picture and table."""

    pk: int
    name: str
    unit: str
    sentence: str
    is_reached: bool
    picture: rules.Picture | None
    cells: tuple[str, str, str]
    measured_on: str
    source: str


def measured(row: Indicator) -> Measured:
    found = figures(row)
    cells = tuple("" if value is None else written(value) for value in (row.before, row.now, row.target))
    return Measured(
        row.pk, row.name, row.unit, rules.sentence(found), found.is_reached, rules.picture(found),
        (cells[0], cells[1], cells[2]), day(row.measured_on), row.source,
    )  # fmt: skip


def totals(rows: Iterable[Indicator]) -> list[rules.Total]:
    """Return what the indicators of several projects come to, unit by unit; a sum takes at least two."""
    return [total for total in rules.totals(figures(row) for row in rows) if total.count > 1]
