"""What came of a vote, and where it is written down. Called by `votes.close_vote`, inside its transaction."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.work.bodies.queries.rules import game_of
from drehscheibe.work.bodies.rules import Game
from drehscheibe.work.meetings.actions.closing import Decided, note_in_minutes, record_decision
from drehscheibe.work.meetings.queries.evening import needed_votes

from ..models import Vote, Voter
from ..queries.voters import room, vote_day
from ..rules import Counts, Totals, judge, share
from ..vocabulary import VoteKind, VoteResult
from ..wording import happened, tally

DECIDED = (VoteResult.ACCEPTED, VoteResult.REJECTED)
BETWEEN = (VoteKind.CIRCULAR, VoteKind.LINK)
"""Ways of voting without a meeting that decide: there an objection sends the question to the next one."""


def work_out(vote: Vote, voters: Sequence[Voter], found: Totals, counted: Counts | None) -> None:
    """Set numbers and result on a vote, as the rules say that held when it began."""
    game, counts = game_of(vote.body), counted or found.counts
    vote.entitled = found.entitled
    vote.yes, vote.no, vote.abstained = counts.yes, counts.no, counts.abstained
    vote.invalid = counts.invalid if counted else None
    in_room = vote.meeting is not None
    vote.there = len(room(vote, list(voters), game).votes) if in_room else counts.cast
    _require_possible(vote, counts)
    vote.needed = _needed(vote, game, found)
    vote.result = _result(vote, voters, game, counts)


def _require_possible(vote: Vote, counts: Counts) -> None:
    if vote.kind != VoteKind.PAPER:
        return
    most = vote.there or 0
    if most == 0:
        raise ValidationError(_("Im Raum ist niemand mit Stimme vermerkt. Bitte tippen Sie zuerst an, wer da ist."))
    handed_out = vote.handed_out if vote.handed_out is not None else counts.cast
    if handed_out > most:
        words = ngettext(
            "Im Raum ist nur eine Stimme. Mehr Zettel können nicht ausgegeben sein.",
            "Im Raum sind nur %(number)s Stimmen. Mehr Zettel können nicht ausgegeben sein.",
            most,
        )
        raise ValidationError(words % {"number": most})
    if counts.cast > handed_out:
        said = {"cast": counts.cast, "out": handed_out}
        raise ValidationError(
            _("Gezählt sind %(cast)s Zettel, ausgegeben wurden nur %(out)s. Bitte zählen Sie noch einmal.") % said
        )


def _needed(vote: Vote, game: Game, found: Totals) -> int:
    """Return how many it takes: in the room by the rules for it, else by the share that this vote asks for."""
    if vote.meeting is not None:
        return needed_votes(vote.meeting, game, found.entitled)
    return max(vote.needed, share(vote.percent, found.entitled))


def _result(vote: Vote, voters: Sequence[Voter], game: Game, counts: Counts) -> str:
    if vote.kind == VoteKind.OPINION:
        return VoteResult.OPINION
    if vote.kind in BETWEEN and vote.may_object and any(voter.objected for voter in voters):
        return VoteResult.OBJECTED
    in_room = vote.meeting is not None
    return judge(
        game, counts, entitled=vote.entitled or 0, there=vote.there or 0, needed=vote.needed, majority=vote.majority,
        in_room=in_room,
    )  # fmt: skip


# Written down


def write_down(vote: Vote, voters: Sequence[Voter], *, by: Actor) -> None:
    """Enter the decision into register and minutes; a vote that decided nothing in a meeting stands there too."""
    if vote.result in DECIDED:
        vote.decision = record_decision(
            vote.body, _decided(vote, voters), on=vote_day(vote), meeting=vote.meeting, item=vote.item,
            entry=vote.entry, by=by,
        )  # fmt: skip
        vote.entry = vote.decision.entry
        vote.save(update_fields=["decision", "entry"])
    elif vote.meeting is not None:
        note_in_minutes(vote.meeting, happened(vote), item=vote.item, by=by)
        # The line that it was to fill is free again for the next try.
        vote.entry = None
        vote.save(update_fields=["entry"])


def _decided(vote: Vote, voters: Sequence[Voter]) -> Decided:
    return Decided(
        title=vote.title,
        text=vote.motion,
        outcome=vote.result,
        manner=vote.kind,
        majority=vote.majority,
        yes=vote.yes or 0,
        no=vote.no or 0,
        abstained=vote.abstained or 0,
        invalid=vote.invalid,
        there=vote.there or 0,
        needed=vote.needed,
        entitled=vote.entitled or 0,
        biased=", ".join(voter.name for voter in voters if voter.bias),
        tally=tally(vote, voters),
        is_public=vote.becomes_public and not vote.is_confidential,
        is_confidential=vote.is_confidential,
    )
