"""How many votes are in the room when something is decided, and who is left out of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from drehscheibe.work.bodies.rules import Game

from ..models import Entry, Invitee, Meeting, Presence
from ..rules.presence import Span, votes_at
from ..vocabulary import BY_VOTE
from .evening import entitled, given_votes, needed_votes, people, people_by_label


@dataclass(frozen=True, slots=True)
class Standing:
    """Votes at a moment. `there` is None where nobody ticked who is there, `needed` 0 without a minimum."""

    there: int | None
    needed: int
    entitled: int


def standing(meeting: Meeting, game: Game, *, at: datetime, without: Collection[int] = ()) -> Standing:
    """Return the votes at a moment, without those of invitees who are biased: they are not entitled (§ 34 BGB)."""
    invited = people(meeting)
    barred = {row.organisation_id for row in invited if row.pk in without}
    all_votes = len(entitled(meeting, invited) - barred)
    return Standing(there(meeting, game, at=at, without=without), needed_votes(meeting, game, all_votes), all_votes)


def there(meeting: Meeting, game: Game, *, at: datetime, without: Collection[int] = ()) -> int | None:
    """Return how many votes were in the room, None where nobody ticked who was there."""
    rows = Invitee.objects.filter(meeting=meeting, removed_at=None, has_vote=True).exclude(pk__in=without)
    times: dict[int, list[Span]] = {row.pk: [] for row in rows}
    found = list(Presence.objects.filter(meeting=meeting))
    for one in found:
        if one.invitee_id in times:
            times[one.invitee_id].append(Span(one.came_at, one.left_at))
    return votes_at(at, times, given_votes(game, rows)) if found else None


def recounted(meeting: Meeting, game: Game, entries: Iterable[Entry]) -> list[Entry]:
    """Return the lines whose count of votes there is another by now: a device brought who came or left later.

    What was decided after the planned end is looked at just before the end, when everybody still was there.
    """
    last = meeting.closed_at - timedelta(microseconds=1) if meeting.closed_at else None
    changed = []
    for entry in entries:
        if entry.voted_at is None or entry.manner in BY_VOTE:
            continue
        at = min(entry.voted_at, last) if last else entry.voted_at
        now = there(meeting, game, at=at, without=meant(meeting, entry.biased))
        if now != entry.there:
            entry.there = now
            changed.append(entry)
    return changed


def meant(meeting: Meeting, words: str) -> set[int]:
    """Return who is named, with commas or semicolons between; nobody for a name that is not on the list."""
    if not words.strip():
        return set()
    known = people_by_label(meeting)
    whole = [words, *words.split(";"), *(part for half in words.split(";") for part in half.split(","))]
    return {known[name.strip().casefold()] for name in whole if name.strip().casefold() in known}
