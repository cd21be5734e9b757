"""How pages, minutes and mails speak of a vote: its result in words and how it was worked out."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Ballot, Vote, Voter
from .vocabulary import Choice, VoteKind, VoteResult


def happened(vote: Vote) -> str:
    """Return a sentence for the minutes about a vote that decided nothing."""
    return _("Abstimmung „%(title)s“: %(result)s") % {"title": vote.title, "result": why(vote)}


def why(vote: Vote) -> str:
    """Return the result as a sentence with its reason."""
    if vote.result == VoteResult.NO_QUORUM:
        said = {"there": vote.there or 0, "needed": vote.needed}
        return (
            _("nicht beschlussfähig. Beim Ende der Abstimmung waren %(there)s von %(needed)s nötigen Stimmen da.")
            % said
        )
    if vote.result == VoteResult.TOO_FEW:
        said = {"cast": cast_votes(vote), "needed": vote.needed}
        return _("zu wenige haben abgestimmt: %(cast)s, nötig waren %(needed)s.") % said
    if vote.result == VoteResult.OBJECTED:
        return _("Jemand hat dieser Art der Abstimmung widersprochen. Es geht auf das nächste Treffen.")
    return f"{VoteResult(vote.result).label}."


def cast_votes(vote: Vote) -> int:
    return sum(number or 0 for number in (vote.yes, vote.no, vote.abstained, vote.invalid))


def tally(vote: Vote, voters: Sequence[Voter]) -> str:
    """Return the lines under a decision in the minutes: who voted how, or who counted. "" where that is nobody's."""
    if vote.kind == VoteKind.PAPER:
        return _on_paper(vote)
    return _by_name(vote, voters) if vote.kind in (VoteKind.NAMED, VoteKind.CIRCULAR) else ""


def _on_paper(vote: Vote) -> str:
    lines = [_("Ausgezählt von: %(names)s") % {"names": vote.tellers}] if vote.tellers else []
    if vote.handed_out is not None:
        words = ngettext("Ein Zettel ausgegeben.", "%(number)s Zettel ausgegeben.", vote.handed_out)
        lines.append(words % {"number": vote.handed_out})
    return "\n".join(lines)


def _by_name(vote: Vote, voters: Sequence[Voter]) -> str:
    ballots = Ballot.objects.filter(voter__vote=vote, counts=True)
    said = {ballot.voter_id: ballot.choice for ballot in ballots}
    by_pk = {voter.pk: voter for voter in voters}
    groups = [(str(choice.label), _names(voters, said, choice, by_pk)) for choice in Choice]
    return "\n".join(f"{label}: {names}" for label, names in groups if names)


def _names(voters: Sequence[Voter], said: dict[int, str], choice: Choice, by_pk: dict[int, Voter]) -> str:
    mine = [voter for voter in voters if said.get(voter.pk) == choice and not voter.bias]
    return "; ".join(_name(voter, by_pk) for voter in sorted(mine, key=lambda one: one.name.casefold()))


def _name(voter: Voter, by_pk: dict[int, Voter]) -> str:
    carrier = by_pk.get(voter.carried_by_id or 0)
    if carrier is None:
        return voter.name
    return _("%(name)s (Stimme bei %(carrier)s)") % {"name": voter.name, "carrier": carrier.name}
