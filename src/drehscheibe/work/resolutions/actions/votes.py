"""A vote begins, takes the votes of the seats, and ends with a result. For every way of voting; see `circular`, `secret`.

A vote is cast under the lock of its seat's row, so that delegate and deputy at the same instant are one vote. The end
takes all those locks, so that a vote is either counted or told that it came too late.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.work.bodies.queries.rules import game_of
from drehscheibe.work.meetings.queries.evening import needed_votes
from drehscheibe.work.meetings.vocabulary import MeetingState
from drehscheibe.work.meetings.wording import clock, day_in_words
from drehscheibe.work.partners.models import Person

from .. import access
from ..models import Ballot, Vote, Voter
from ..queries.voters import has_ended, room, vote_day, voters_of
from ..rules import Counts, Right, Totals, totals
from ..vocabulary import BallotChannel, Choice, VoteKind, VoteState
from . import outcomes

IN_ROOM = (VoteKind.NAMED, VoteKind.PAPER)
SECRET = (VoteKind.PAPER, VoteKind.LINK)


# Begin


@transaction.atomic
def open_vote(vote: Vote, *, by: Actor) -> Vote:
    """Let a vote begin: write down who has one today; one that has begun stays as it is.

    Raises ValidationError where nobody has a vote, or where it belongs to a meeting that is not on.
    """
    require(access.can_hold(by, vote))
    held = hold(vote)
    if held.state == VoteState.OPEN:
        return held
    _require_can_open(held)
    voters = voters_of(held)
    if not voters:
        raise ValidationError(_("In dieser Gruppe hat niemand eine Stimme. Bitte tragen Sie zuerst ihre Partner ein."))
    Voter.objects.filter(vote=held).delete()
    Voter.objects.bulk_create(voters)
    game = game_of(held.body)
    held.majority = held.majority or game.majority
    if held.meeting is not None:
        held.needed = needed_votes(held.meeting, game, len(voters))
    held.entitled, held.state, held.opened_at = len(voters), VoteState.OPEN, timezone.now()
    held.version += 1
    held.save()
    audit.record(by, "vote.opened", held, votes=len(voters))
    return held


def hold(vote: Vote) -> Vote:
    """Lock a vote for a change of its state and return it as it stands."""
    Vote.objects.select_for_update().get(pk=vote.pk)
    return Vote.objects.select_related("body", "meeting__body", "item", "entry").get(pk=vote.pk)


def _require_can_open(vote: Vote) -> None:
    if vote.state != VoteState.DRAFT:
        raise ValidationError(_("Diese Abstimmung ist schon vorbei. Legen Sie bitte eine neue an."))
    if vote.kind in IN_ROOM and (vote.meeting is None or vote.meeting.state != MeetingState.RUNNING):
        raise ValidationError(_("Abgestimmt wird während des Treffens. Öffnen Sie zuerst den Abend."))
    if vote.kind not in IN_ROOM and (vote.ends_at is None or vote.ends_at <= timezone.now()):
        raise ValidationError(_("Bitte geben Sie an, bis wann abgestimmt wird. Der Tag muss noch kommen."))


# Vote


@transaction.atomic
def cast(
    voter: Voter, choice: Choice, *, channel: BallotChannel, by: Actor, person: Person | None = None, name: str = ""
) -> Ballot:
    """Take the vote of a seat and return it; the same one twice, as by a double click, counts once.

    Raises ValidationError, in words for whoever voted: the vote is secret, not on or over, the seat has voted, lost its
    right, is out for bias, or its vote lies with somebody else.
    """
    require(access.can_vote(by, voter))
    held = hold_voter(voter)
    if held.vote.kind in SECRET:
        raise ValidationError(_("Diese Abstimmung ist geheim. Eine Stimme mit Namen wird hier nicht aufgeschrieben."))
    require_open(held)
    if (known := Ballot.objects.filter(voter=held, counts=True).first()) is not None:
        return _same(known, held, choice, channel, name)
    require_right(held)
    if held.vote.kind == VoteKind.NAMED:
        _require_in_room(held, channel)
    ballot = Ballot.objects.create(
        voter=held, choice=choice, channel=channel, cast_by=name or (person.name if person else ""), person=person,
        taken_by=by if isinstance(by, Member) else None,
    )  # fmt: skip
    Voter.objects.filter(pk=held.pk).update(has_voted=True, version=F("version") + 1)
    audit.record(by, "vote.cast", held, channel=str(channel))
    return ballot


def hold_voter(voter: Voter) -> Voter:
    """Lock one seat's vote and return it with its vote as that stands after the lock was got."""
    Voter.objects.select_for_update().get(pk=voter.pk)
    return Voter.objects.select_related("vote__body", "vote__meeting", "seat", "organisation").get(pk=voter.pk)


def require_open(voter: Voter) -> None:
    """Raise ValidationError where the vote is not on, or its time is up."""
    vote = voter.vote
    if vote.state == VoteState.DRAFT:
        raise ValidationError(_("Diese Abstimmung hat noch nicht begonnen."))
    if vote.state == VoteState.CANCELLED:
        raise ValidationError(_("Diese Abstimmung wurde abgebrochen. Es zählt keine Stimme."))
    if vote.state == VoteState.CLOSED:
        raise ValidationError(_("Diese Abstimmung ist beendet. Diese Stimme kam zu spät und zählt nicht."))
    if vote.ends_at is not None and vote.ends_at <= timezone.now():
        until = {"day": day_in_words(vote.ends_at), "time": clock(vote.ends_at)}
        raise ValidationError(
            _("Abstimmen ging bis %(day)s, %(time)s Uhr. Diese Stimme kam zu spät und zählt nicht.") % until
        )


def require_right(voter: Voter) -> None:
    """Raise ValidationError where the seat does not vote this time: biased, or its right has ended."""
    if voter.bias:
        raise ValidationError(
            _("%(name)s ist hier selbst betroffen und stimmt deshalb nicht mit.") % {"name": voter.name}
        )
    if voter.gone or has_ended(voter, on=vote_day(voter.vote)):
        raise ValidationError(
            _("%(name)s hat keine Stimme mehr: Die Zeit als Vertretung in dieser Gruppe ist zu Ende.")
            % {"name": voter.name}
        )


def _same(known: Ballot, voter: Voter, choice: Choice, channel: BallotChannel, name: str) -> Ballot:
    if (known.choice, known.channel, known.cast_by) == (choice, channel, name or known.cast_by):
        return known
    said = {"name": voter.name, "choice": Choice(known.choice).label}
    raise ValidationError(_("%(name)s hat schon abgestimmt: %(choice)s. Jeder Partner hat eine Stimme.") % said)


def _require_in_room(voter: Voter, channel: BallotChannel) -> None:
    """By name in a meeting votes who is there, or who carries the vote of somebody that is not. Nobody else."""
    others = list(Voter.objects.filter(vote=voter.vote_id))
    now = room(voter.vote, others, game_of(voter.vote.body))
    if voter.pk not in now.votes:
        raise ValidationError(
            _("%(name)s ist nicht als anwesend vermerkt. Bitte tippen Sie zuerst auf „ist da“.") % {"name": voter.name}
        )
    carrier = now.carried.get(voter.pk)
    if (carrier is not None) != (channel == BallotChannel.PROXY):
        raise ValidationError(
            _("Bei der Stimme von %(name)s hat sich gerade etwas geändert. Bitte laden Sie die Seite neu.")
            % {"name": voter.name}
        )
    Voter.objects.filter(pk=voter.pk).update(carried_by=carrier)


@transaction.atomic
def correct(voter: Voter, choice: Choice, *, reason: str, by: Actor) -> Ballot:
    """Replace a vote that was noted wrongly; the old one stays, with the reason, and does not count.

    Raises ValidationError without a reason, where there is no vote yet, or where the vote is over.
    """
    require(access.can_vote(by, voter))
    held = hold_voter(voter)
    require_open(held)
    old = Ballot.objects.filter(voter=held, counts=True).first()
    if old is None:
        raise ValidationError(_("%(name)s hat noch nicht abgestimmt.") % {"name": held.name})
    if old.choice == choice:
        return old
    if not reason.strip():
        raise ValidationError(_("Bitte schreiben Sie, warum die Stimme geändert wird."))
    _strike(old, reason)
    ballot = Ballot.objects.create(
        voter=held, choice=choice, channel=old.channel, cast_by=old.cast_by, person=old.person,
        taken_by=by if isinstance(by, Member) else None,
    )  # fmt: skip
    Voter.objects.filter(pk=held.pk).update(version=F("version") + 1)
    audit.record(by, "vote.corrected", held)
    return ballot


def _strike(ballot: Ballot, reason: str) -> None:
    ballot.counts, ballot.reason = False, reason.strip()[:300]
    ballot.save(update_fields=["counts", "reason"])


@transaction.atomic
def note_bias(voter: Voter, reason: str, *, by: Actor) -> Voter:
    """Note that a partner is biased and does not vote this time, or with an empty `reason` that it does after all.

    A vote that it cast already does not count any more. Raises ValidationError where the rules know no such thing.
    """
    require(access.can_hold(by, voter.vote))
    held = hold_voter(voter)
    require_open(held)
    if reason.strip() and not game_of(held.vote.body).bias_excluded:
        raise ValidationError(_("Nach Ihren Spielregeln stimmt auch mit, wer selbst betroffen ist."))
    if reason.strip() and held.vote.kind in SECRET and held.has_voted:
        raise ValidationError(_("Diese Stimme ist schon geheim abgegeben und lässt sich nicht mehr herausnehmen."))
    old = Ballot.objects.filter(voter=held, counts=True).first()
    if reason.strip() and old is not None:
        _strike(old, _("betroffen: %(reason)s") % {"reason": reason.strip()})
        held.has_voted = False
    held.bias, held.version = reason.strip()[:300], held.version + 1
    held.save(update_fields=["bias", "version", "has_voted"])
    audit.record(by, "vote.bias", held, biased=bool(held.bias))
    return held


# End


def count(vote: Vote) -> Totals:
    """Return what was cast by name so far; two statements. Of a secret vote only who may vote."""
    voters = list(Voter.objects.filter(vote=vote))
    ballots = Ballot.objects.filter(voter__vote=vote, counts=True)
    cast_by = {ballot.voter_id: ballot for ballot in ballots}
    return totals(_right(voter, cast_by.get(voter.pk)) for voter in voters)


def _right(voter: Voter, ballot: Ballot | None) -> Right:
    said = (ballot.choice, ballot.channel) if ballot else ("", "")
    return Right(voter.pk, *said, is_biased=bool(voter.bias), has_ended=bool(voter.gone))


@transaction.atomic
def close_vote(vote: Vote, *, by: Actor, counts: Counts | None = None) -> Vote:
    """End a vote, work out what came of it, and write the decision with its number; ended twice it ended once.

    `counts` are those of a secret vote. Raises ValidationError for numbers that cannot be, and where the minutes of
    the meeting are approved already.
    """
    require(access.can_hold(by, vote))
    held = hold(vote)
    if held.state == VoteState.CLOSED:
        return held
    if held.state != VoteState.OPEN:
        raise ValidationError(_("Diese Abstimmung läuft nicht. Bitte laden Sie die Seite neu."))
    if (counts is None) == (held.kind in SECRET):
        raise ValidationError(_("Bitte geben Sie an, was ausgezählt wurde."))
    voters = list(Voter.objects.select_for_update().filter(vote=held).order_by("pk"))
    outcomes.work_out(held, voters, count(held), counts)
    held.state, held.closed_at, held.version = VoteState.CLOSED, timezone.now(), held.version + 1
    held.save()
    outcomes.write_down(held, voters, by=by)
    audit.record(by, "vote.closed", held, result=held.result)
    return held


@transaction.atomic
def cancel_vote(vote: Vote, reason: str, *, by: Actor) -> Vote:
    """End a vote without a result and say why. Raises ValidationError without a reason, or where it has a result."""
    require(access.can_hold(by, vote))
    held = hold(vote)
    if held.state == VoteState.CANCELLED:
        return held
    if held.state == VoteState.CLOSED:
        raise ValidationError(_("Diese Abstimmung ist beendet und hat ein Ergebnis. Sie bleibt stehen."))
    if not reason.strip():
        raise ValidationError(_("Bitte schreiben Sie, warum die Abstimmung abgebrochen wird."))
    held.state, held.cancel_reason, held.closed_at = VoteState.CANCELLED, reason.strip()[:500], timezone.now()
    held.entry = None
    held.version += 1
    held.save()
    audit.record(by, "vote.cancelled", held)
    return held
