"""Needs and positions as everybody may see them, with what became of them."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from drehscheibe.ground.alliances.vocabulary import Field
from drehscheibe.work.meetings.models import Decision

from ..models import Need, Position, Project
from ..vocabulary import NeedState, PositionKind, PositionState


@dataclass(frozen=True, slots=True)
class PublicNeed:
    """One need; `decision` is the text of what was decided about it, `project` the title of what was begun.

    Both are empty where they are not public themselves. Nobody's name goes out.
    """

    title: str
    text: str
    field: str
    state: str
    is_answered: bool
    answer: str
    answered_on: date | None
    decision: str
    project: str
    project_id: int | None


@dataclass(frozen=True, slots=True)
class PublicPosition:
    kind: str
    title: str
    text: str
    addressee: str
    state: str
    handed_on: date | None
    answer: str
    effect: str


MOST = 100
"""So many stand on one page, the newest."""


def public_needs(alliance_id: int) -> list[PublicNeed]:
    """Return an alliance's public needs, the newest first; three statements.

    In the published scope no other row can be read; the preview asks in the alliance's own scope.
    """
    rows = list(Need.objects.filter(Need.published_rows, alliance_id=alliance_id)[:MOST])
    decisions = _decisions({row.decision_id for row in rows if row.decision_id}, alliance_id)
    projects = _projects({row.project_id for row in rows if row.project_id}, alliance_id)
    return [_need(row, decisions.get(row.decision_id or 0, ""), projects.get(row.project_id or 0, "")) for row in rows]


def _need(row: Need, decision: str, project: str) -> PublicNeed:
    return PublicNeed(
        title=row.title,
        text=row.text,
        field=str(Field(row.field).label) if row.field else "",
        state=str(NeedState(row.state).label),
        is_answered=row.state != NeedState.OPEN,
        answer=row.answer,
        answered_on=localtime(row.answered_at).date() if row.answered_at else None,
        decision=decision,
        project=project,
        project_id=row.project_id if project else None,
    )


def _decisions(keys: set[int], alliance_id: int) -> dict[int, str]:
    if not keys:
        return {}
    rows = Decision.objects.filter(Decision.published_rows, alliance_id=alliance_id, pk__in=keys)
    return {key: public_text or text for key, public_text, text in rows.values_list("pk", "public_text", "text")}


def _projects(keys: set[int], alliance_id: int) -> dict[int, str]:
    if not keys:
        return {}
    rows = Project.objects.filter(Project.published_rows, alliance_id=alliance_id, pk__in=keys)
    return dict(rows.values_list("pk", "title"))


def public_positions(alliance_id: int) -> list[PublicPosition]:
    """Return what an alliance says to politics in public, the newest first; one statement."""
    rows = Position.objects.filter(Position.published_rows, alliance_id=alliance_id)[:MOST]
    return [
        PublicPosition(
            kind=str(PositionKind(row.kind).label),
            title=row.title,
            text=row.text,
            addressee=row.addressee,
            state="" if _is_told_by_its_day(row) else str(PositionState(row.state).label),
            handed_on=row.handed_on,
            answer=row.answer,
            effect=row.effect,
        )
        for row in rows
    ]


def _is_told_by_its_day(row: Position) -> bool:
    """Whether „übergeben am …“ says already what state it is in."""
    return row.state == PositionState.HANDED and row.handed_on is not None
