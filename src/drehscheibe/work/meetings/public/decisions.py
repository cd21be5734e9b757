"""Decisions that an alliance shows to everybody, by year. Neither votes nor names go out."""

from dataclasses import dataclass, field
from datetime import date

from drehscheibe.work.bodies.models import Body

from ..models import Decision
from ..vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class PublicDecision:
    """One decision; `body` is empty where the body itself is not public."""

    label: str
    title: str
    text: str
    body: str
    decided_on: date
    is_rejected: bool


@dataclass(frozen=True, slots=True)
class DecisionsOfYear:
    year: int
    decisions: list[PublicDecision] = field(default_factory=list)


def has_public_decisions(alliance_id: int) -> bool:
    return Decision.objects.filter(Decision.published_rows, alliance_id=alliance_id).exists()


def public_decisions(alliance_id: int) -> list[DecisionsOfYear]:
    """Return the public decisions of an alliance, newest first; two statements.

    In the published scope no other row can be read; the preview asks in the alliance's own scope.
    """
    bodies = dict(Body.objects.filter(Body.published_rows, alliance_id=alliance_id).values_list("pk", "name"))
    years: dict[int, DecisionsOfYear] = {}
    for row in Decision.objects.filter(Decision.published_rows, alliance_id=alliance_id).order_by("-year", "-number"):
        found = years.setdefault(row.year, DecisionsOfYear(row.year))
        found.decisions.append(
            PublicDecision(
                row.label,
                row.title,
                row.text,
                bodies.get(row.body_id, ""),
                row.decided_on,
                row.outcome == Outcome.REJECTED,
            )
        )
    return list(years.values())
