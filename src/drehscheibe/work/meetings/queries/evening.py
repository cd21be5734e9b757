"""What the evening screen shows: as plain data, the same for the page and for the devices that go on without it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from drehscheibe.work.bodies.queries.rules import game_of
from drehscheibe.work.bodies.queries.seats import sittings
from drehscheibe.work.bodies.rules import Game, needed
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.vocabulary import State

from ..access import Reader, items_seen_by
from ..models import AgendaItem, Entry, Invitee, Meeting, Presence, Stroke
from ..names import invitee_name
from ..rules.presence import Span, carried
from ..verdicts import doubt, verdict
from ..vocabulary import BY_VOTE, Answer, EntryKind, InviteeKind, ItemState
from .agenda import owner_of, seen_items


@dataclass(frozen=True, slots=True)
class Seat:
    """One line of the list of people; `times` are those of tonight, `key` names her on devices."""

    invitee: Invitee
    name: str
    below: str
    times: tuple[Span, ...]

    @property
    def label(self) -> str:
        return f"{self.below} ({self.name})" if self.below else self.name

    @property
    def here(self) -> Span | None:
        last = self.times[-1] if self.times else None
        return last if last and last.left is None else None


@dataclass(frozen=True, slots=True)
class Votes:
    """How many votes are there and how many it takes; only where the rules have a minimum."""

    there: int
    needed: int
    entitled: int

    @property
    def is_enough(self) -> bool:
        return self.there >= self.needed


@dataclass(frozen=True, slots=True)
class Point:
    """An item of the agenda with the time that it was planned for."""

    item: AgendaItem
    number: int
    starts_at: datetime

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.item.minutes)


@dataclass(frozen=True, slots=True)
class Evening:
    """All that is known of the evening at one moment."""

    meeting: Meeting
    game: Game
    points: list[Point]
    entries: list[Entry]
    people: list[Seat]
    votes: Votes | None
    revision: str

    @property
    def here(self) -> int:
        return sum(seat.here is not None for seat in self.people)


def evening(meeting: Meeting, *, by: Reader) -> Evening:
    """Return the whole evening; ten statements, however many people are there."""
    game = game_of(meeting.body)
    revision = revision_of(meeting.pk) or ""
    people = seats(meeting)
    return Evening(
        meeting=meeting,
        game=game,
        points=points(meeting, by=by),
        entries=lines(meeting, by=by),
        people=people,
        votes=_votes(meeting, game, people) if game.has_quorum else None,
        revision=revision,
    )


def revision_of(meeting_id: int) -> str | None:
    """Return a text that changes with everything the screen shows, None where there is no such meeting; one statement.

    Strokes of a meeting are written one after the other, so that the last one stands for all before it.
    """
    found = (
        Meeting.objects.filter(pk=meeting_id)
        .annotate(
            last_strokes=_of(Stroke, Max("pk")),
            last_items=_of(AgendaItem, Count("pk")),
            last_items_version=_of(AgendaItem, Sum("version")),
            last_invited=_of(Invitee, Count("pk")),
            last_answered=_of(Invitee, Max("answered_at")),
        )
        .values_list(
            "state", "version", "last_strokes", "last_items", "last_items_version", "last_invited", "last_answered"
        )
        .first()
    )
    if found is None:
        return None
    *numbers, answered = found
    return "-".join([*map(str, numbers), str(int(answered.timestamp())) if answered else "0"])


def _of(model: Any, figure: Any) -> Any:
    rows = model.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting").annotate(figure=figure)
    return Subquery(rows.values("figure")) if isinstance(figure, Max) else Coalesce(Subquery(rows.values("figure")), 0)


# Agenda and lines


def points(meeting: Meeting, *, by: Reader) -> list[Point]:
    """Return the agenda with the planned times, as `by` may read it."""
    items = meeting.items.filter(state=ItemState.ACCEPTED).select_related("owner_organisation", "owner_body")
    found, at = [], meeting.starts_at
    for number, item in enumerate(seen_items(items, meeting, by=by), start=1):
        found.append(Point(item, number, at))
        at += timedelta(minutes=item.minutes)
    return found


def lines(meeting: Meeting, *, by: Reader) -> list[Entry]:
    """Return all lines that `by` may read, in order; one that stands beside another follows it."""
    rows = Entry.objects.filter(items_seen_by(by, meeting, item="item"), meeting=meeting)
    rows = rows.select_related("owner__organisation", "owner__person", "beside")
    return sorted(rows, key=lambda row: (row.rank, row.pk))


# People


def seats(meeting: Meeting) -> list[Seat]:
    """Return everybody on the list by name of the partner, guests last, with the times of tonight."""
    times: dict[int, list[Span]] = {}
    names: dict[int, str] = {}
    for row in Presence.objects.filter(meeting=meeting).order_by("came_at", "pk"):
        times.setdefault(row.invitee_id, []).append(Span(row.came_at, row.left_at, str(row.key)))
        names[row.invitee_id] = row.name or names.get(row.invitee_id, "")
    found = [_seat(one, tuple(times.get(one.pk, ())), names.get(one.pk, "")) for one in people(meeting)]
    return sorted(found, key=_seat_order)


def people(meeting: Meeting) -> list[Invitee]:
    rows = Invitee.objects.filter(meeting=meeting, removed_at=None)
    return list(rows.select_related("organisation", "person"))


def _seat(row: Invitee, times: tuple[Span, ...], came_as: str) -> Seat:
    if row.organisation is None:
        return Seat(row, row.name, row.guest_role, times)
    stands_in = row.proxy_name if row.answer == Answer.PROXY else ""
    who = came_as or stands_in or invitee_name(row)
    return Seat(row, row.organisation.name, "" if who == row.organisation.name else who, times)


def _seat_order(seat: Seat) -> tuple[bool, str]:
    organisation = seat.invitee.organisation
    return organisation is None, organisation.sort_name if organisation else seat.name.casefold()


def people_by_label(meeting: Meeting) -> dict[str, int]:
    """Return what somebody may be called in the box "Wer?" → her number; what means two people means nobody."""
    found: dict[str, int | None] = {}
    for row in people(meeting):
        seat = _seat(row, (), "")
        for words in {seat.label, seat.name, seat.below} - {""}:
            key = words.casefold()
            found[key] = row.pk if found.get(key, row.pk) == row.pk else None
    return {words: pk for words, pk in found.items() if pk is not None}


def owner_label(entry: Entry) -> str:
    return _seat(entry.owner, (), "").label if entry.owner else entry.owner_name


def others(meeting: Meeting) -> list[str]:
    """Return the names of partners who are not on the list, to be added on the spot."""
    listed = Invitee.objects.filter(meeting=meeting, removed_at=None, organisation__isnull=False)
    rows = Organisation.objects.filter(state=State.MEMBER).exclude(pk__in=listed.values("organisation"))
    return list(rows.order_by("sort_name").values_list("name", flat=True))


# Votes


def entitled_votes(meeting: Meeting) -> int:
    """Return how many votes the body has on the day of the meeting."""
    return len(entitled(meeting, people(meeting)))


def entitled(meeting: Meeting, invited: Iterable[Invitee]) -> set[int]:
    """Return the partners with a vote: by their seat that day, and those the list of the meeting gives one."""
    day = timezone.localdate(meeting.starts_at)
    by_seat = {one.organisation.pk for one in sittings(meeting.body, on=day) if one.has_vote}
    return by_seat | {row.organisation_id for row in invited if row.has_vote and row.organisation_id}


def _votes(meeting: Meeting, game: Game, found: list[Seat]) -> Votes:
    all_votes = len(entitled(meeting, (seat.invitee for seat in found)))
    times = _times(found)
    there = {who for who, own in times.items() if own and own[-1].left is None}
    votes = len(there) + len(carried(there, given_votes(game, (seat.invitee for seat in found)), entitled=times))
    return Votes(votes, needed_votes(meeting, game, all_votes), all_votes)


def needed_votes(meeting: Meeting, game: Game, all_votes: int) -> int:
    """Return how many votes must be there tonight; 0 where the rules know no minimum, or not at a second call."""
    return needed(game, entitled=all_votes, is_second_call=meeting.second_call_of_id is not None)


def _times(found: Iterable[Seat]) -> dict[int, tuple[Span, ...]]:
    return {seat.invitee.pk: seat.times for seat in found if seat.invitee.has_vote}


def given_votes(game: Game, invited: Iterable[Invitee]) -> Mapping[int, int]:
    """Return whose vote lies with whom; nothing where the rules know no such thing."""
    if not game.proxies:
        return {}
    return {row.pk: row.votes_for_id for row in invited if row.votes_for_id}


# As plain data, for devices


def state_of(shown: Evening) -> dict[str, Any]:
    """Return the evening as a device keeps it; no addresses and no telephone numbers."""
    meeting, game = shown.meeting, shown.game
    all_votes = shown.votes.entitled if shown.votes else 0
    if game.majority == "absolute" and not shown.votes:
        all_votes = entitled_votes(meeting)
    return {
        "revision": shown.revision,
        "now": timezone.now().isoformat(),
        "state": meeting.state,
        "rules": {
            "quorum": game.has_quorum,
            "needed": shown.votes.needed if shown.votes else 0,
            "entitled": all_votes,
            "majority": game.majority,
            "biased": game.bias_excluded,
            "proxies": game.proxies,
            "most": game.proxies_most,
        },
        "items": [_point_data(point) for point in shown.points],
        "entries": [entry_data(entry) for entry in shown.entries],
        "people": [_seat_data(seat) for seat in shown.people],
    }


def _point_data(point: Point) -> dict[str, Any]:
    item = point.item
    return {
        "id": item.pk,
        "number": point.number,
        "title": item.title,
        "text": item.text,
        "kind": str(item.get_kind_display()),
        "who": owner_of(item),
        "minutes": item.minutes,
        "starts": point.starts_at.isoformat(),
        "ends": point.ends_at.isoformat(),
        "done": item.done_at.isoformat() if item.done_at else None,
    }


def entry_data(entry: Entry) -> dict[str, Any]:
    counted = entry.yes is not None or entry.no is not None or entry.abstained is not None
    return {
        "key": str(entry.key),
        "item": entry.item_id or 0,
        "kind": entry.kind,
        "text": entry.text,
        "yes": entry.yes,
        "no": entry.no,
        "abstained": entry.abstained,
        "outcome": entry.outcome,
        "agreed": entry.kind == EntryKind.DECISION and bool(entry.outcome) and not counted,
        "biased": entry.biased,
        "fixed": entry.manner in BY_VOTE,
        "how": verdict(entry) if entry.manner in BY_VOTE else doubt(entry),
        "public": entry.is_public,
        "owner": owner_label(entry) if entry.kind == EntryKind.TASK else "",
        "due": entry.due_on.isoformat() if entry.due_on else "",
        "by": entry.written_by,
        "at": entry.written_at.isoformat(),
        "beside": str(entry.beside.key) if entry.beside else "",
        "removed": entry.removed_at is not None,
        "version": entry.version,
    }


def _seat_data(seat: Seat) -> dict[str, Any]:
    row = seat.invitee
    return {
        "id": row.pk,
        "name": seat.name,
        "below": seat.below,
        "label": seat.label,
        "guest": row.kind == InviteeKind.GUEST,
        "vote": row.has_vote,
        "given": row.votes_for_id,
        "online": row.answer == Answer.ONLINE,
        "times": [[span.came.isoformat(), span.left.isoformat() if span.left else None] for span in seat.times],
    }
