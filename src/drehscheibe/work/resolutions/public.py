"""Decisions that an alliance shows to everybody, by year. Neither votes nor names go out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.vocabulary import Outcome

from . import public_words as words


@dataclass(frozen=True, slots=True)
class PublicDecision:
    """One decision; `body` is empty where the body itself is not public, `state` where it was refused or repealed."""

    label: str
    title: str
    text: str
    body: str
    decided_on: date
    is_rejected: bool
    state: str = ""
    repealed: str = ""


@dataclass(frozen=True, slots=True)
class DecisionsOfYear:
    year: int
    decisions: list[PublicDecision] = field(default_factory=list)


def public_decisions(alliance_id: int) -> list[DecisionsOfYear]:
    """Return the public decisions of an alliance, newest first; two statements.

    In the published scope no other row can be read; the preview asks in the alliance's own scope.
    """
    bodies = _public_bodies(alliance_id)
    rows = list(Decision.objects.filter(Decision.published_rows, alliance_id=alliance_id).order_by("-year", "-number"))
    labels = {row.pk: row.label for row in rows}
    years: dict[int, DecisionsOfYear] = {}
    for row in rows:
        found = years.setdefault(row.year, DecisionsOfYear(row.year))
        found.decisions.append(_public(row, bodies, labels.get(row.repealed_by_id or 0, "")))
    return list(years.values())


def as_public(decision: Decision, text: str) -> PublicDecision:
    """Return how a decision would look to everybody with `text` as its words; for the preview."""
    decision.public_text = text
    later = decision.repealed_by
    label = later.label if later is not None and later.is_public else ""
    return _public(decision, _public_bodies(decision.alliance_id), label)


def _public_bodies(alliance_id: int | None) -> dict[int, str]:
    return dict(Body.objects.filter(Body.published_rows, alliance_id=alliance_id or 0).values_list("pk", "name"))


def _public(row: Decision, bodies: Mapping[int, str], later: str) -> PublicDecision:
    """Return what goes out; the decision that repealed it is named only where everybody may read that one too.

    Words written for the public stand alone: the title came from the agenda and may tell what they leave out.
    """
    is_rejected = row.outcome == Outcome.REJECTED
    return PublicDecision(
        label=row.label,
        title="" if row.public_text else row.title,
        text=row.public_text or row.text,
        body=bodies.get(row.body_id, ""),
        decided_on=row.decided_on,
        is_rejected=is_rejected,
        state="" if is_rejected else words.state(row),
        repealed=words.repealed(row, by_label=later),
    )
