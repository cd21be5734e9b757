"""The agenda with its times, papers and owners; what was proposed; places used before."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.shortcuts import get_object_or_404

from ..models import AgendaItem, Invitee, Meeting, Paper
from ..rules.times import minutes_between
from ..vocabulary import InviteeKind, ItemState


@dataclass(frozen=True, slots=True)
class Line:
    """One item (TOP) with its number, when it begins, and what belongs to it."""

    item: AgendaItem
    number: int
    starts_at: datetime
    owner: str
    papers: list[Paper]
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Agenda:
    """The whole agenda. `over` is by how many minutes it is longer than the meeting, `spare` by how many shorter."""

    lines: list[Line]
    papers: list[Paper]
    """Of the meeting as a whole."""
    proposals: list[AgendaItem]
    minutes: int
    ends_at: datetime
    over: int
    spare: int


def agenda(meeting: Meeting) -> Agenda:
    """Return the agenda of a meeting; two statements, however long it is."""
    items = list(
        AgendaItem.objects.filter(meeting=meeting, state__in=[ItemState.ACCEPTED, ItemState.PROPOSED])
        .select_related("owner_organisation", "owner_body")
        .order_by("rank", "pk")
    )
    papers = defaultdict[int | None, list[Paper]](list)
    for paper in Paper.objects.filter(meeting=meeting).select_related("file"):
        papers[paper.item_id].append(paper)
    accepted = [item for item in items if item.state == ItemState.ACCEPTED]
    minutes, planned = sum(item.minutes for item in accepted), minutes_between(meeting.starts_at, meeting.ends_at)
    return Agenda(
        lines=_lines(meeting, accepted, papers),
        papers=papers[None],
        proposals=[item for item in items if item.state == ItemState.PROPOSED],
        minutes=minutes,
        ends_at=meeting.starts_at + timedelta(minutes=minutes),
        over=max(0, minutes - planned),
        spare=max(0, planned - minutes),
    )


def _lines(meeting: Meeting, items: list[AgendaItem], papers: dict[int | None, list[Paper]]) -> list[Line]:
    at, lines = meeting.starts_at, []
    for number, item in enumerate(items, start=1):
        lines.append(Line(item, number, at, owner_of(item), papers.get(item.pk, []), number == len(items)))
        at += timedelta(minutes=item.minutes)
    return lines


def owner_of(item: AgendaItem) -> str:
    """Return who presents an item: „Anna Beispiel, AG Familienzeit“."""
    parts = [item.owner_name]
    parts += [str(found) for found in (item.owner_body, item.owner_organisation) if found is not None]
    return ", ".join(part for part in parts if part)


def item_or_404(meeting: Meeting, item_id: int, *, states: Collection[str] = (ItemState.ACCEPTED,)) -> AgendaItem:
    rows = AgendaItem.objects.select_related("meeting__body", "owner_organisation", "owner_body", "proposer__person")
    found: AgendaItem = get_object_or_404(rows, meeting=meeting, pk=item_id, state__in=states)
    return found


def paper_or_404(meeting: Meeting, paper_id: int) -> Paper:
    found: Paper = get_object_or_404(
        Paper.objects.select_related("file", "item", "meeting__body"), meeting=meeting, pk=paper_id
    )
    return found


def guests_of(meeting: Meeting) -> list[Invitee]:
    """Return who is on the list without a seat."""
    return list(meeting.invitees.filter(kind=InviteeKind.GUEST, removed_at=None).order_by("name", "pk"))
