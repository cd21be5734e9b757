"""The yearly plan as an accessible PDF, and as a table."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.kit.typst.render import render

from ..models import AnnualPlan
from ..queries.plan import Line, YearPlan, sentence
from ..vocabulary import PlanState

TEMPLATE = "plans/plan.typ"


def plan_pdf(data: dict[str, Any]) -> bytes:
    """Return the plan as PDF/UA-1; raise Unprintable where a text has signs that no font shows."""
    return render(TEMPLATE, data)


def plan_data(found: YearPlan, *, alliance: str) -> dict[str, Any]:
    """Return what the paper is made of; nothing confidential is on it, whoever prints it."""
    year = found.plan.year
    return {
        "title": _("Jahresplan %(year)s: %(alliance)s") % {"year": year, "alliance": alliance},
        "alliance": alliance,
        "heading": _("Jahresplan %(year)s") % {"year": year},
        "kicker": state_in_words(found.plan),
        "intro": found.plan.intro,
        "sentence": sentence(found),
        "quarters": [
            {
                "heading": quarter_name(quarter.number, year),
                "months": [[month.name, [_row(line) for line in month.lines]] for month in quarter.months],
            }
            for quarter in found.quarters
        ],
        "undated": [_row(line) for line in found.undated],
        "heads": heads(),
        "words": {
            "undated": _("Ohne Termin in diesem Jahr"), "page": _("Seite"), "of": _("von"),
            "nothing": _("In diesem Plan steht noch nichts."),
        },
    }  # fmt: skip


def heads() -> list[str]:
    return [_("Wann"), _("Was"), _("Wer"), _("Stand")]


def _row(line: Line) -> list[str]:
    return [line.when, f"{line.kind_label}: {line.title}", line.owner, line.state]


def quarter_name(number: int, year: int) -> str:
    return _("%(number)s. Quartal %(year)s") % {"number": number, "year": year}


def state_in_words(plan: AnnualPlan) -> str:
    """Return „Beschlossen am 3. März 2026 (Beschluss 2026/04)“, or that it is a draft."""
    if plan.state != PlanState.AGREED:
        return _("Entwurf")
    if plan.decision is None:
        return _("Beschlossen")
    words = {"day": date_format(plan.decision.decided_on, "j. F Y"), "number": plan.decision.label}
    return _("Beschlossen am %(day)s (Beschluss %(number)s)") % words


def columns() -> list[str]:
    return [_("Monat"), _("Art"), *heads(), _("Hinweis")]


def rows(found: YearPlan) -> list[list[str]]:
    """Return the plan line by line for a table."""
    dated = [
        [month.name, line.kind_label, line.when, line.title, line.owner, line.state, _hint(line)]
        for quarter in found.quarters
        for month in quarter.months
        for line in month.lines
    ]
    undated = [
        ["", line.kind_label, line.when, line.title, line.owner, line.state, _hint(line)] for line in found.undated
    ]
    return [*dated, *undated]


def _hint(line: Line) -> str:
    if line.is_abandoned:
        return _("Niemand kümmert sich mehr darum")
    return _("über der Zeit") if line.is_late else ""
