"""What the minutes say: who was there, what was said and decided under each item, who does what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.kit.text import folded
from drehscheibe.work.bodies.queries.rules import game_of
from drehscheibe.work.bodies.rules import Game

from ..access import EVERYBODY, Reader, items_seen_by, sees_confidential
from ..models import Addendum, AgendaItem, Decision, Entry, Invitee, Meeting, Minutes, Presence, Remark, Task
from ..names import invitee_name, invitee_partner
from ..rules.presence import Span, votes_at, votes_over_time
from ..vocabulary import Answer, EntryKind, InviteeKind, ItemState, MinutesState
from ..wording import clock
from .agenda import owner_of as owner_in_agenda
from .agenda import seen_items
from .evening import entitled, given_votes, needed_votes


@dataclass(frozen=True, slots=True)
class Attender:
    """One partner or guest in the list of who was there; `times` is empty where nobody counts them."""

    partner: str
    person: str
    times: str = ""
    is_online: bool = False
    has_vote: bool = False


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was there, excused, or neither; `was_taken` is False where nobody ticked anything."""

    present: list[Attender]
    excused: list[Attender]
    missing: list[Attender]
    guests: list[Attender]
    was_taken: bool
    quorum: str = ""
    rows: list[Invitee] = field(default_factory=list)
    """Everybody on the list, partners by name, guests last."""
    absent: frozenset[int] = frozenset()
    """Who missed it: not ticked, or, where nobody ticked anything, excused."""

    @property
    def sentence(self) -> str:
        number, all_of = len(self.present), len(self.present) + len(self.excused) + len(self.missing)
        return ngettext("Ein Partner von %(all)s war da.", "%(number)s Partner von %(all)s waren da.", number) % {
            "number": number, "all": all_of,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """One line under an item."""

    entry: Entry
    decision: Decision | None = None
    task: Task | None = None

    @property
    def kind(self) -> str:
        return self.entry.kind

    @property
    def is_confidential(self) -> bool:
        by_vote = self.decision is not None and self.decision.is_confidential
        return by_vote or (self.entry.item is not None and self.entry.item.is_confidential)

    @property
    def votes(self) -> str:
        return votes_in_words(self.entry.yes, self.entry.no, self.entry.abstained)

    @property
    def owner(self) -> str:
        return owner_of(self.entry)


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """An item of the agenda with what was written under it; `number` 0 for lines that belong to none."""

    number: int
    title: str
    kind: str
    owner: str
    lines: list[MinutesLine]
    item: AgendaItem | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """The whole minutes as they stand."""

    meeting: Meeting
    minutes: Minutes
    game: Game
    attendance: Attendance
    items: list[MinutesItem]
    addenda: list[Addendum] = field(default_factory=list)

    @property
    def decisions(self) -> list[MinutesLine]:
        return [line for line in self.lines if line.kind == EntryKind.DECISION and line.entry.outcome]

    @property
    def tasks(self) -> list[MinutesLine]:
        return [line for line in self.lines if line.kind == EntryKind.TASK and line.entry.text.strip()]

    @property
    def lines(self) -> list[MinutesLine]:
        return [line for item in self.items for line in item.lines]

    @property
    def may_change(self) -> bool:
        return self.minutes.state != MinutesState.APPROVED


def record(meeting: Meeting, minutes: Minutes | None = None, *, by: Reader) -> Record:
    """Return all that the minutes say to `by`; ten statements, however many partners and lines there are."""
    found = (
        minutes or Minutes.objects.defer("pdf", "search").filter(meeting=meeting).first() or Minutes(meeting=meeting)
    )
    game = game_of(meeting.body)
    return Record(
        meeting,
        found,
        game,
        attendance(meeting, game),
        _items(meeting, by),
        list(Addendum.objects.filter(minutes=found)) if found.pk else [],
    )


# Who was there


def attendance(meeting: Meeting, game: Game) -> Attendance:
    rows = sorted(
        Invitee.objects.filter(meeting=meeting, removed_at=None).select_related("organisation", "person", "votes_for"),
        key=_name_key,
    )
    times = _times(meeting)
    taken = bool(times)
    there = {row.pk for row in rows if (times.get(row.pk) if taken else row.answer in _COMING)}
    seats = [row for row in rows if row.kind == InviteeKind.SEAT]
    return Attendance(
        present=[_attender(row, times[row.pk], game) for row in seats if row.pk in there],
        excused=[_attender(row, [], game) for row in seats if row.pk not in there and row.answer == Answer.EXCUSED],
        missing=[_attender(row, [], game) for row in seats if row.pk not in there and row.answer != Answer.EXCUSED],
        guests=[
            _attender(row, times[row.pk], game) for row in rows if row.kind == InviteeKind.GUEST and row.pk in there
        ],
        was_taken=taken,
        quorum=_quorum(meeting, game, rows, times) if game.has_quorum and taken else "",
        rows=rows,
        absent=frozenset(row.pk for row in rows if (row.pk not in there if taken else row.answer == Answer.EXCUSED)),
    )


_COMING = (Answer.COMING, Answer.ONLINE, Answer.PROXY)


def _name_key(row: Invitee) -> tuple[bool, str, str]:
    partner = row.organisation
    return (row.kind == InviteeKind.GUEST, partner.sort_name if partner else "", invitee_name(row).casefold())


def _times(meeting: Meeting) -> dict[int, list[Presence]]:
    found = defaultdict[int, list[Presence]](list)
    for row in Presence.objects.filter(meeting=meeting):
        found[row.invitee_id].append(row)
    return found


def _attender(row: Invitee, times: list[Presence], game: Game) -> Attender:
    came_as = next((one.name for one in times if one.name), "") or (
        row.proxy_name if row.answer == Answer.PROXY else ""
    )
    return Attender(
        partner=invitee_partner(row),
        person=came_as or invitee_name(row),
        times=", ".join(_span(one) for one in times) if game.has_quorum else "",
        is_online=any(one.is_online for one in times),
        has_vote=row.has_vote,
    )


def _span(one: Presence) -> str:
    if one.left_at is None:
        return _("ab %(begin)s") % {"begin": clock(one.came_at)}
    return _("%(begin)s bis %(end)s") % {"begin": clock(one.came_at), "end": clock(one.left_at)}


def _quorum(meeting: Meeting, game: Game, rows: list[Invitee], times: dict[int, list[Presence]]) -> str:
    """Say with how many votes decisions were taken, and whether that was enough; without decisions, the most there were.

    Early comers and late leavers say nothing: what counts is who is there when something is decided. Votes are counted
    as the evening screen counts them, so that the minutes never contradict what was seen in the room.
    """
    there_when = {row.pk: [Span(one.came_at, one.left_at) for one in times[row.pk]] for row in rows if row.has_vote}
    given, all_votes = given_votes(game, rows), len(entitled(meeting, rows))
    wanted = needed_votes(meeting, game, all_votes)
    moments = _moments_of_decisions(meeting)
    counts = [votes_at(at, there_when, given) for at in moments]
    counts = counts or [max((votes for _at, votes in votes_over_time(there_when, given)), default=0)]
    least, most = min(counts), max(counts)
    there = str(most) if least == most else _("%(least)s bis %(most)s") % {"least": least, "most": most}
    values = {"there": there, "all": all_votes}
    when_decided = _("Bei den Beschlüssen waren %(there)s von %(all)s Stimmen vertreten.")
    said = when_decided if moments else _("Vertreten waren höchstens %(there)s von %(all)s Stimmen.")
    return f"{said % values} {_verdict(least, most, wanted)}"


def _verdict(least: int, most: int, wanted: int) -> str:
    if wanted == 0:
        return _("Als zweites Treffen mit derselben Tagesordnung war es beschlussfähig.")
    values = {"needed": wanted}
    if least >= wanted:
        return _("Nötig sind %(needed)s: beschlussfähig.") % values
    if most < wanted:
        return _("Nötig sind %(needed)s: nicht beschlussfähig.") % values
    return _("Nötig sind %(needed)s: nicht bei allen Beschlüssen beschlussfähig.") % values


def _moments_of_decisions(meeting: Meeting) -> list[datetime]:
    """Return when decisions were written down; what was mended after the end counts as decided at the end."""
    rows = Entry.objects.filter(meeting=meeting, kind=EntryKind.DECISION, removed_at=None).exclude(outcome="")
    last = meeting.closed_at - timedelta(seconds=1) if meeting.closed_at else None
    moments = [voted or written for voted, written in rows.values_list("voted_at", "written_at")]
    return [min(at, last) if last else at for at in moments]


# What was said


def _items(meeting: Meeting, by: Reader) -> list[MinutesItem]:
    lines = _lines(meeting, by)
    items = AgendaItem.objects.filter(meeting=meeting, state=ItemState.ACCEPTED).order_by("rank", "pk")
    shown = seen_items(items.select_related("owner_organisation", "owner_body"), meeting, by=by)
    found = [_item(number, item, lines.pop(item.pk, [])) for number, item in enumerate(shown, 1)]
    rest = [line for left in lines.values() for line in left]
    return [*found, MinutesItem(0, _("Außerdem"), "", "", rest)] if rest else found


def _item(number: int, item: AgendaItem, lines: list[MinutesLine]) -> MinutesItem:
    kind = "" if item.is_veiled else item.get_kind_display()
    return MinutesItem(number, item.title, kind, owner_in_agenda(item), lines, item)


def _lines(meeting: Meeting, by: Reader) -> dict[int | None, list[MinutesLine]]:
    decisions = {one.entry_id: one for one in Decision.objects.filter(meeting=meeting, withdrawn_at=None)}
    tasks = {one.entry_id: one for one in Task.objects.filter(meeting=meeting)}
    found = defaultdict[int | None, list[MinutesLine]](list)
    entries = Entry.objects.filter(items_seen_by(by, meeting, item="item"), meeting=meeting, removed_at=None)
    sees = sees_confidential(by, meeting)
    for entry in entries.select_related("item", "owner__organisation", "owner__person").order_by("rank", "pk"):
        line = MinutesLine(entry, decisions.get(entry.pk), tasks.get(entry.pk))
        if sees or not line.is_confidential:
            found[entry.item_id].append(line)
    return found


def owner_of(entry: Entry) -> str:
    """Return who does a task: „Anna Beispiel (Kita Sonnenschein)“, "" where nobody is named yet."""
    if entry.owner is None:
        return entry.owner_name
    name, partner = entry.owner_name or invitee_name(entry.owner), invitee_partner(entry.owner)
    return f"{name} ({partner})" if partner and partner != name else name


def votes_in_words(yes: int | None, no: int | None, abstained: int | None) -> str:
    """Return „12 Ja, 1 Nein, 2 Enthaltungen“; "" where nobody counted."""
    if yes is None and no is None and abstained is None:
        return ""
    held_back = ngettext("eine Enthaltung", "%(number)s Enthaltungen", abstained or 0) % {"number": abstained or 0}
    return _("%(yes)s Ja, %(no)s Nein, %(abstained)s") % {"yes": yes or 0, "no": no or 0, "abstained": held_back}


# What waits


def remarks(minutes: Minutes) -> QuerySet[Remark]:
    return Remark.objects.filter(minutes=minutes).select_related("invitee__organisation", "invitee__person", "member")


def open_objections(minutes: Minutes) -> int:
    return Remark.objects.filter(minutes=minutes, is_objection=True, settled_at=None).count()


def search_text(meeting: Meeting, minutes: Minutes) -> str:
    """Return all that was said in plain small letters, for the archive; nothing confidential, since all search in it."""
    items = AgendaItem.objects.filter(meeting=meeting, state=ItemState.ACCEPTED, is_confidential=False)
    entries = Entry.objects.filter(items_seen_by(EVERYBODY, meeting, item="item"), meeting=meeting, removed_at=None)
    parts: Iterable[str] = (
        meeting.title, meeting.place_name, meeting.town, minutes.opening, minutes.closing,
        *(text for row in items.values_list("title", "text") for text in row),
        *(text for row in entries.values_list("text", "owner_name") for text in row),
        *Addendum.objects.filter(minutes=minutes).values_list("text", flat=True),
    )  # fmt: skip
    return folded(" \n".join(parts))
