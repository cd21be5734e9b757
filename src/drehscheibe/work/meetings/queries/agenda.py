"""The agenda with its times, papers and owners; what was proposed; places used before."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ..access import Reader, items_seen_by, sees_confidential
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


def agenda(meeting: Meeting, *, by: Reader) -> Agenda:
    """Return the agenda of a meeting as `by` may read it; two statements, however long it is.

    Of a confidential item others see that there is one, when and how long; nothing of its papers.
    """
    items = list(
        AgendaItem.objects.filter(meeting=meeting, state__in=[ItemState.ACCEPTED, ItemState.PROPOSED])
        .select_related("owner_organisation", "owner_body")
        .order_by("rank", "pk")
    )
    items = seen_items(items, meeting, by=by)
    papers = defaultdict[int | None, list[Paper]](list)
    for paper in Paper.objects.filter(items_seen_by(by, meeting, item="item"), meeting=meeting).select_related("file"):
        papers[paper.item_id].append(paper)
    accepted = [item for item in items if item.state == ItemState.ACCEPTED]
    minutes, planned = sum(item.minutes for item in accepted), minutes_between(meeting.starts_at, meeting.ends_at)
    return Agenda(
        lines=_lines(meeting, accepted, papers),
        papers=papers[None],
        proposals=[item for item in items if item.state == ItemState.PROPOSED and not item.is_veiled],
        minutes=minutes,
        ends_at=meeting.starts_at + timedelta(minutes=minutes),
        over=max(0, minutes - planned),
        spare=max(0, planned - minutes),
    )


def seen_items(items: Iterable[AgendaItem], meeting: Meeting, *, by: Reader) -> list[AgendaItem]:
    """Put „Vertraulicher Punkt“ in the place of each item that `by` may not read."""
    if sees_confidential(by, meeting):
        return list(items)
    return [_veiled(item) if item.is_confidential else item for item in items]


def _veiled(item: AgendaItem) -> AgendaItem:
    """Return a row that is never saved: the place of an item without its words."""
    shown = AgendaItem(
        pk=item.pk, alliance_id=item.alliance_id, meeting_id=item.meeting_id, rank=item.rank, minutes=item.minutes,
        state=item.state, done_at=item.done_at, is_confidential=True, title=_("Vertraulicher Punkt"),
    )  # fmt: skip
    shown.is_veiled = True
    return shown


def _lines(meeting: Meeting, items: list[AgendaItem], papers: dict[int | None, list[Paper]]) -> list[Line]:
    at, lines = meeting.starts_at, []
    for number, item in enumerate(items, start=1):
        lines.append(Line(item, number, at, owner_of(item), papers.get(item.pk, []), number == len(items)))
        at += timedelta(minutes=item.minutes)
    return lines


def sees_more(meeting: Meeting, *, by: Reader) -> bool:
    """Tell whether a meeting has something that `by` may read and not everybody."""
    return sees_confidential(by, meeting) and AgendaItem.objects.filter(meeting=meeting, is_confidential=True).exists()


def owner_of(item: AgendaItem) -> str:
    """Return who presents an item: „Anna Beispiel, AG Familienzeit“."""
    parts = [item.owner_name]
    parts += [str(found) for found in (item.owner_body, item.owner_organisation) if found is not None]
    return ", ".join(part for part in parts if part)


def item_or_404(meeting: Meeting, item_id: int, *, states: Collection[str] = (ItemState.ACCEPTED,)) -> AgendaItem:
    rows = AgendaItem.objects.select_related("meeting__body", "owner_organisation", "owner_body", "proposer__person")
    found: AgendaItem = get_object_or_404(rows, meeting=meeting, pk=item_id, state__in=states)
    return found


def paper_or_404(meeting: Meeting, paper_id: int, *, by: Reader) -> Paper:
    rows = Paper.objects.filter(items_seen_by(by, meeting, item="item"), meeting=meeting)
    found: Paper = get_object_or_404(rows.select_related("file", "item", "meeting__body"), pk=paper_id)
    return found


def guests_of(meeting: Meeting) -> list[Invitee]:
    """Return who is on the list without a seat."""
    return list(meeting.invitees.filter(kind=InviteeKind.GUEST, removed_at=None).order_by("name", "pk"))
