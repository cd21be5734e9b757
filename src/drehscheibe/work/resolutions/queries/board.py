"""What the page of a vote in a meeting shows: each seat with its vote, who is there, how it stands."""

from dataclasses import dataclass, field
from uuid import UUID

from drehscheibe.work.bodies.queries.rules import game_of
from drehscheibe.work.bodies.rules import Game
from drehscheibe.work.meetings.models import Entry, Meeting
from drehscheibe.work.meetings.queries.evening import needed_votes
from drehscheibe.work.meetings.vocabulary import EntryKind

from ..models import Ballot, Vote, Voter
from ..rules import Right, Totals, totals
from ..vocabulary import VoteKind, VoteState
from .voters import Room, room


@dataclass(frozen=True, slots=True)
class Line:
    """One seat: its vote, the corrected ones before it, and who carries it."""

    voter: Voter
    ballot: Ballot | None
    struck: list[Ballot]
    carrier: str
    can_vote: bool
    is_here: bool

    @property
    def people(self) -> str:
        """Who votes for the partner: delegate and deputy."""
        names = [who.name for who in (self.voter.delegate, self.voter.deputy) if who is not None]
        return " / ".join(names)


@dataclass(frozen=True, slots=True)
class Board:
    """A vote with all its seats: those who can vote now first, then those who are away, then those left out."""

    vote: Vote
    game: Game
    lines: list[Line]
    totals: Totals
    there: int
    needed: int
    absent: list[Line] = field(default_factory=list)
    biased: list[Line] = field(default_factory=list)

    @property
    def is_enough(self) -> bool:
        return self.there >= self.needed

    @property
    def open(self) -> int:
        """How many in the room have not voted yet."""
        return sum(line.ballot is None for line in self.lines)


def board(vote: Vote) -> Board:
    """Return the page of a vote; six statements, however many seats there are."""
    game = game_of(vote.body)
    voters = list(Voter.objects.filter(vote=vote).select_related("delegate", "deputy"))
    ballots: dict[int, list[Ballot]] = {}
    for ballot in Ballot.objects.filter(voter__vote=vote):
        ballots.setdefault(ballot.voter_id, []).append(ballot)
    now = room(vote, voters, game)
    names = {voter.pk: voter.name for voter in voters}
    lines = [_line(voter, ballots.get(voter.pk, []), now, names) for voter in voters]
    found = totals(_right(line) for line in lines)
    here = [line for line in lines if (line.can_vote or line.ballot) and not line.voter.bias]
    away = [line for line in lines if line not in here and not line.voter.bias]
    left_out = [line for line in lines if line.voter.bias]
    is_closed = vote.state == VoteState.CLOSED
    return Board(
        vote=vote,
        game=game,
        lines=here,
        totals=found,
        there=(vote.there or 0) if is_closed else len(now.votes),
        needed=vote.needed if is_closed else _needed(vote, game, found.entitled),
        absent=away,
        biased=left_out,
    )


def _line(voter: Voter, ballots: list[Ballot], now: Room, names: dict[int, str]) -> Line:
    carrier = now.carried.get(voter.pk) or voter.carried_by_id or 0
    return Line(
        voter=voter,
        ballot=next((one for one in ballots if one.counts), None),
        struck=[one for one in ballots if not one.counts],
        carrier=names.get(carrier, "") if voter.pk not in now.there else "",
        can_vote=voter.pk in now.votes,
        is_here=voter.pk in now.there,
    )


def _right(line: Line) -> Right:
    said = (line.ballot.choice, line.ballot.channel) if line.ballot else ("", "")
    return Right(line.voter.pk, *said, is_biased=bool(line.voter.bias), has_ended=bool(line.voter.gone))


def _needed(vote: Vote, game: Game, entitled: int) -> int:
    return needed_votes(vote.meeting, game, entitled) if vote.meeting else vote.needed


def votes_of(meeting: Meeting) -> list[Vote]:
    """Return the votes of a meeting, the last one first."""
    rows = Vote.objects.filter(meeting=meeting, kind__in=[VoteKind.NAMED, VoteKind.PAPER])
    return list(rows.select_related("item", "decision", "body"))


def line_of(meeting: Meeting, key: str) -> Entry | None:
    """Return the decision line with the key that an address names."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    rows = Entry.objects.filter(meeting=meeting, key=wanted, kind=EntryKind.DECISION, removed_at=None)
    return rows.select_related("item", "meeting__body").first()
