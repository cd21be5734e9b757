"""What was cast: votes per seat added up, by the way that they came in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Right:
    """The one vote of one seat: what was said with it and how, or why it does not count this time.

    A seat that is biased does not vote and is not counted as entitled (§ 34 BGB); one whose right ended before it
    voted is not entitled any more, a vote that came in before stays.
    """

    key: int
    choice: str = ""
    channel: str = ""
    is_biased: bool = False
    has_ended: bool = False

    @property
    def is_out(self) -> bool:
        return self.is_biased or (self.has_ended and not self.choice)


@dataclass(frozen=True, slots=True)
class Counts:
    """Votes in numbers. Invalid ones exist on paper only."""

    yes: int = 0
    no: int = 0
    abstained: int = 0
    invalid: int = 0

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstained + self.invalid


@dataclass(frozen=True, slots=True)
class Totals:
    """All of a vote: `seats` have one, `excluded` of them do not count this time, `cast` have voted."""

    seats: int
    excluded: int
    counts: Counts
    by_channel: Mapping[str, Counts] = field(default_factory=dict)

    @property
    def entitled(self) -> int:
        return self.seats - self.excluded

    @property
    def not_voted(self) -> int:
        return self.entitled - self.counts.cast


def totals(rights: Iterable[Right]) -> Totals:
    """Add up the votes of all seats; a seat that is named twice counts once, as it was named first."""
    once: dict[int, Right] = {}
    for right in rights:
        once.setdefault(right.key, right)
    voted = [right for right in once.values() if right.choice and not right.is_out]
    channels = sorted({right.channel for right in voted})
    return Totals(
        seats=len(once),
        excluded=sum(right.is_out for right in once.values()),
        counts=_counts(voted),
        by_channel={channel: _counts([one for one in voted if one.channel == channel]) for channel in channels},
    )


def _counts(voted: list[Right]) -> Counts:
    said = [right.choice for right in voted]
    return Counts(said.count("yes"), said.count("no"), said.count("abstain"))
