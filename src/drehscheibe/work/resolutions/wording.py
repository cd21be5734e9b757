"""How pages, minutes and mails speak of a vote: its result in words and how it was worked out."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.work.bodies.vocabulary import Majority

from .models import Ballot, Vote, Voter
from .rules import Counts, yes_needed
from .vocabulary import Choice, VoteKind, VoteResult, VoteState


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


# On the page of a vote


def result_in_words(vote: Vote) -> str:
    """Return where a vote stands or what came of it, as a sentence."""
    if vote.state == VoteState.CANCELLED:
        return _("Abgebrochen: %(reason)s") % {"reason": vote.cancel_reason}
    if vote.state != VoteState.CLOSED:
        return str(VoteState(vote.state).label)
    if vote.result not in (VoteResult.ACCEPTED, VoteResult.REJECTED):
        return _upper(why(vote))
    said = {"result": _upper(str(VoteResult(vote.result).label)), "votes": votes_in_words(vote)}
    return _("%(result)s: %(votes)s.") % said


def votes_in_words(vote: Vote) -> str:
    return counted(vote.yes or 0, vote.no or 0, vote.abstained or 0)


def counted(yes: int, no: int, abstained: int) -> str:
    """Return „12 Ja, 1 Nein, 2 Enthaltungen“."""
    held_back = ngettext("eine Enthaltung", "%(number)s Enthaltungen", abstained) % {"number": abstained}
    return _("%(yes)s Ja, %(no)s Nein, %(abstained)s") % {"yes": yes, "no": no, "abstained": held_back}


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def quorum_now(there: int, needed: int) -> str:
    """Return whether enough votes are there; only for rules with a minimum."""
    said = {"there": there, "needed": needed}
    if there >= needed:
        return _("beschlussfähig: %(there)s von %(needed)s nötigen Stimmen") % said
    return _("nicht beschlussfähig: %(there)s von %(needed)s nötigen Stimmen") % said


def computation(vote: Vote) -> list[str]:
    """Return how a result was worked out, one sentence each; nothing before the end."""
    if vote.state != VoteState.CLOSED:
        return []
    return [line for line in (_seats(vote), _quorum(vote), _majority(vote), _invalid(vote)) if line]


def _seats(vote: Vote) -> str:
    words = ngettext("Ein Partner hatte eine Stimme.", "%(number)s Partner hatten eine Stimme.", vote.entitled or 0)
    left_out = vote.voters.exclude(bias="").count()
    said = words % {"number": vote.entitled or 0}
    if not left_out:
        return said
    more = ngettext(
        "Ein Partner war selbst betroffen und zählt nicht mit.",
        "%(number)s Partner waren selbst betroffen und zählen nicht mit.",
        left_out,
    )
    return f"{said} {more % {'number': left_out}}"


def _quorum(vote: Vote) -> str:
    if not vote.needed or vote.meeting_id is None:
        return ""
    return f"{_upper(quorum_now(vote.there or 0, vote.needed))}."


def _majority(vote: Vote) -> str:
    if vote.result not in (VoteResult.ACCEPTED, VoteResult.REJECTED):
        return ""
    counts = Counts(vote.yes or 0, vote.no or 0, vote.abstained or 0)
    said = {
        "majority": Majority(vote.majority).label,
        "yes": counts.yes,
        "least": yes_needed(vote.majority, counts, entitled=vote.entitled or 0),
    }
    text = _("Angenommen ist es mit: %(majority)s. Nötig: %(least)s Ja. Es waren %(yes)s.") % said
    return f"{text} {_('Enthaltungen zählen dabei nicht.')}" if counts.abstained else text


def _invalid(vote: Vote) -> str:
    if not vote.invalid:
        return ""
    return ngettext("Ein Zettel war ungültig.", "%(number)s Zettel waren ungültig.", vote.invalid) % {
        "number": vote.invalid
    }


def tally_lines(vote: Vote, voters: Sequence[Voter]) -> list[str]:
    """Return the lines that the minutes carry too; nothing before the end."""
    return tally(vote, voters).splitlines() if vote.state == VoteState.CLOSED else []
