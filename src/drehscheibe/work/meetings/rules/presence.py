"""Who was there when: from what was tapped on several devices, in any order, to spans of time and votes.

All comparing is done in UTC. Python compares two moments of the same zone by what the clock shows, so that in the night
of the clock change 2:10 and 2:50 could stand the wrong way round.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

What = Literal["came", "left", "absent"]


@dataclass(frozen=True, slots=True)
class Event:
    """One tap: came, left, or "doch nicht da", which takes back the coming before it. `order` parts equal moments."""

    at: datetime
    what: What
    key: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """Somebody was there from `came` until just before `left`; None: is there still. `key` is that of the coming."""

    came: datetime
    left: datetime | None = None
    key: str = ""


def spans(events: Iterable[Event]) -> list[Span]:
    """Return the times of one person. The same taps give the same times, in whatever order they arrive.

    Who is there and comes again, on a second device, came once; who is away and leaves again left once.
    """
    done: list[Span] = []
    here: Span | None = None
    for event in sorted(events, key=lambda one: (one.at.astimezone(UTC), one.order)):
        if event.what == "came":
            here = here or Span(event.at, key=event.key)
        elif here is not None:
            done += [Span(here.came, event.at, here.key)] if event.what == "left" else []
            here = None
    return [*done, here] if here else done


def is_there(times: Iterable[Span], at: datetime) -> bool:
    moment = at.astimezone(UTC)
    return any(
        span.came.astimezone(UTC) <= moment and (span.left is None or moment < span.left.astimezone(UTC))
        for span in times
    )


def votes_at(at: datetime, times: Mapping[int, Sequence[Span]], given: Mapping[int, int]) -> int:
    """Return how many votes are in the room: of those who are there, and those that somebody there was given.

    `times` holds whoever has a vote, `given` whose vote lies with whom. A given vote counts once, and not beside its
    owner who came after all; it cannot be handed on.
    """
    there = {who for who, own in times.items() if is_there(own, at)}
    return len(there) + len(carried(there, given, entitled=times))


def carried(there: set[int], given: Mapping[int, int], *, entitled: Iterable[int]) -> set[int]:
    """Return whose votes are in the room with somebody else."""
    return {who for who in entitled if who not in there and given.get(who) in there}


def votes_over_time(times: Mapping[int, Sequence[Span]], given: Mapping[int, int]) -> list[tuple[datetime, int]]:
    """Return each moment at which somebody came or left, with the votes from then on; equal counts are put together."""
    moments = {
        moment.astimezone(UTC) for own in times.values() for span in own for moment in (span.came, span.left) if moment
    }
    found: list[tuple[datetime, int]] = []
    for moment in sorted(moments):
        votes = votes_at(moment, times, given)
        if not found or found[-1][1] != votes:
            found.append((moment, votes))
    return found
