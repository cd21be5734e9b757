"""Decisions between two meetings and opinions: prepared, opened, voted on by link or phone, objected to, ended.

One vote per seat: whoever of delegate and deputy votes first stands. The other is told, and may change it openly until
the end: the first one hears of it, and every ballot is kept. Secret votes are cast in `secret`.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.work.bodies.queries.rules import game_of
from drehscheibe.work.bodies.rules import Game
from drehscheibe.work.bodies.wording import span
from drehscheibe.work.partners.models import Person
from drehscheibe.work.partners.queries.page import is_renewed

from .. import access
from ..mails import votes as mails
from ..models import Ballot, SecretBox, Vote, Voter
from ..queries import by_link as queries
from ..vocabulary import BallotChannel, Choice, VoteKind, VoteMailKind, VoteState
from .vote_post import send_mails
from .votes import cast, hold, hold_voter, open_vote, require_open, require_right

DECIDING = (VoteKind.CIRCULAR, VoteKind.LINK)
NOTED = (BallotChannel.PHONE, BallotChannel.LETTER)


# Prepare


@transaction.atomic
def prepare_vote(values: Mapping[str, Any], *, by: Actor) -> Vote:
    """Write down what will be voted on; nobody hears of it yet. Raises ValidationError for what the rules do not allow."""
    made = Vote(**_with_rules(values), made_by=by if isinstance(by, Member) else None)
    require(access.can_hold(by, made))
    require_allowed(made, game_of(made.body))
    made.save()
    audit.record(by, "vote.added", made)
    return made


@transaction.atomic
def change_vote(vote: Vote, values: Mapping[str, Any], *, version: int, by: Actor) -> Vote:
    """Save a draft that was read at `version`; raise ChangedMeanwhile where somebody saved it since, ValidationError
    for what the rules do not allow, and where the vote has begun.
    """
    require(access.can_hold(by, vote))
    held = hold(vote)
    if held.state != VoteState.DRAFT:
        raise ValidationError(_("Die Abstimmung läuft schon. Ihr Wortlaut lässt sich nicht mehr ändern."))
    if held.version != version:
        raise ChangedMeanwhile(held)
    ruled = _with_rules({"body": held.body, "kind": held.kind, **values})
    changed = sorted(key for key, value in ruled.items() if getattr(held, key) != value)
    for key, value in ruled.items():
        setattr(held, key, value)
    require(access.can_hold(by, held))
    require_allowed(held, game_of(held.body))
    held.version += 1
    held.save()
    audit.record(by, "vote.changed", held, fields=changed)
    return held


def _with_rules(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what to save with share and objection as the rules have them; an opinion has neither."""
    game = game_of(values["body"])
    if values["kind"] == VoteKind.OPINION:
        return {**values, "percent": 0, "may_object": False, "majority": "", "becomes_public": False}
    return {
        **values,
        "percent": game.circular_percent,
        "may_object": game.circular_objection,
        "majority": values.get("majority") or game.majority,
    }


def require_allowed(vote: Vote, game: Game) -> None:
    """Raise ValidationError for a vote that the rules of its group do not know, or that ends too soon."""
    if vote.kind in DECIDING and not game.circular:
        raise ValidationError(
            _("Ihre Spielregeln kennen keine Beschlüsse zwischen den Treffen. Ein Meinungsbild ist immer möglich.")
        )
    if vote.kind == VoteKind.LINK and not game.secret_by_link:
        raise ValidationError(_("Ihre Spielregeln kennen keine geheime Abstimmung über einen Link."))
    if vote.ends_at is None or vote.ends_at <= timezone.now():
        raise ValidationError({"ends_at": _("Dieser Tag ist schon vorbei. Bitte wählen Sie einen, der noch kommt.")})
    if vote.kind in DECIDING and timezone.localdate(vote.ends_at) < earliest_end(game):
        raise ValidationError(
            {"ends_at": _("Nach Ihren Spielregeln ist mindestens %(span)s Zeit.") % {"span": span(game.circular_days)}}
        )


def earliest_end(game: Game) -> date:
    """Return the first day on which a decision between meetings may end that opens today."""
    return timezone.localdate() + timedelta(days=game.circular_days)


# Open


class Opened(NamedTuple):
    """What one press of the button did: mails that went out, seats that nobody reads mails for."""

    mails: int
    calls: int


@transaction.atomic
def open_by_link(vote: Vote, *, by: Actor) -> Opened:
    """Let a vote begin and ask everybody; a second press of the button finds it open and asks nobody twice.

    Raises ValidationError where the rules have changed since, where nobody has a vote, and for a secret vote to which
    somebody could not come: she must get a mail, since a vote on the phone would not be secret.
    """
    require(access.can_hold(by, vote))
    held = hold(vote)
    if held.state == VoteState.OPEN:
        return Opened(0, 0)
    require_allowed(held, game_of(held.body))
    opened = open_vote(held, by=by)
    voters = queries.voters_of(opened)
    silent = [voter for voter in voters if not queries.people_of(voter)]
    if opened.kind == VoteKind.LINK:
        _require_all_reached(silent)
        SecretBox.objects.get_or_create(vote=opened)
    title = _("Abstimmung %(count)s: %(title)s") % {"count": to_partners(len(voters)), "title": opened.title}
    sent = send_mails(opened, voters, kind=VoteMailKind.CALL, said=mails.call_said(opened), title=title, by=by)
    return Opened(sent, len(silent))


def to_partners(number: int) -> str:
    return ngettext("an einen Partner", "an %(number)s Partner", number) % {"number": number}


def _require_all_reached(silent: list[Voter]) -> None:
    if silent:
        names = ", ".join(voter.name for voter in silent)
        raise ValidationError(
            _("Eine geheime Stimme kommt nur über den Link. Tragen Sie zuerst eine E-Mail-Adresse ein bei: %(names)s.")
            % {"names": names}
        )


# Vote


class SomebodyElse(ValidationError):
    """The seat's vote is not any more what this person saw: the other one of the two was first."""


def stand_of(voter: Voter, ballot: Ballot | None) -> str:
    """Return what a page hands back with a vote, so that nobody overwrites what she has not seen."""
    return f"{ballot.pk if ballot else 0}.{int(voter.objected)}"


@transaction.atomic
def vote_by_link(
    voter: Voter, choice: Choice, *, stand: str, by: Actor, person: Person | None = None, name: str = ""
) -> Ballot:
    """Take or change a seat's vote from its page; `stand` is what was seen there. Earlier ones stay, and do not count.

    Raises SomebodyElse where the other person of the seat voted in between, ValidationError where nobody can vote now.
    """
    require(access.can_vote(by, voter) and voter.vote.kind != VoteKind.LINK)
    held = hold_voter(voter)
    require_open(held)
    require_right(held)
    known = Ballot.objects.filter(voter=held, counts=True).first()
    if known is not None and (known.choice, known.cast_by) == (choice, name) and not held.objected:
        return known
    if stand != stand_of(held, known):
        raise SomebodyElse(_someone_was_first(held, known, person))
    _take_back_objection(held)
    if known is None:
        return cast(held, choice, channel=BallotChannel.LINK, person=person, name=name, by=by)
    ballot = _replace(held, known, choice, BallotChannel.LINK, person=person, name=name, by=by)
    _tell_who_voted_before(held, known, ballot, by=by)
    return ballot


def _someone_was_first(voter: Voter, known: Ballot | None, person: Person | None = None) -> str:
    who = {"who": (known.cast_by if known else "") or _("jemand"), "partner": voter.name}
    if known is None or voter.objected:
        return _("Für „%(partner)s“ hat sich gerade etwas geändert. Bitte sehen Sie nach und entscheiden dann.") % who
    who["choice"] = str(Choice(known.choice).label)
    if person is not None and known.person_id == person.pk:  # from another window of hers
        return (
            _(
                "Sie haben für „%(partner)s“ schon abgestimmt: %(choice)s. Das zählt. Möchten Sie es ändern, wählen Sie "
                "noch einmal."
            )
            % who
        )
    return (
        _(
            "Für „%(partner)s“ hat inzwischen %(who)s abgestimmt: %(choice)s. Das zählt. Möchten Sie es ändern, wählen Sie noch "
            "einmal; %(who)s erfährt davon."
        )
        % who
    )


def _replace(
    voter: Voter,
    known: Ballot,
    choice: Choice,
    channel: BallotChannel,
    *,
    person: Person | None,
    name: str,
    by: Actor,
) -> Ballot:
    how = {"name": name or _("jemand"), "how": BallotChannel(channel).label}
    Ballot.objects.filter(pk=known.pk).update(counts=False, reason=_("geändert von %(name)s %(how)s") % how)
    ballot = Ballot.objects.create(
        voter=voter, choice=choice, channel=channel, cast_by=name, person=person,
        taken_by=by if isinstance(by, Member) else None,
    )  # fmt: skip
    Voter.objects.filter(pk=voter.pk).update(version=F("version") + 1)
    audit.record(by, "vote.corrected", voter)
    return ballot


def _tell_who_voted_before(voter: Voter, old: Ballot, new: Ballot, *, by: Actor) -> None:
    if old.person is None or old.person_id == new.person_id or old.choice == new.choice:
        return
    said = mails.corrected_said(voter.vote, partner=voter.name, by_name=new.cast_by, old=old.choice, new=new.choice)
    send_mails(voter.vote, [voter], kind=VoteMailKind.CORRECTED, said=said, number=new.pk, only=old.person, by=by)


@transaction.atomic
def note_vote(
    voter: Voter, choice: Choice, *, channel: BallotChannel, name: str = "", person: Person | None = None, by: Member
) -> Ballot:
    """Note a vote that came on the phone or by letter, and tell that person; it replaces an earlier one.

    Raises ValidationError where nobody can vote now, and for a secret vote.
    """
    require(access.can_hold(by, voter.vote))
    if voter.vote.kind not in {VoteKind.CIRCULAR, VoteKind.OPINION} or channel not in NOTED:
        raise ValidationError(_("Diese Abstimmung ist geheim. Am Telefon oder per Brief wäre sie es nicht."))
    held = hold_voter(voter)
    require_open(held)
    require_right(held)
    known = Ballot.objects.filter(voter=held, counts=True).first()
    if known is not None and (known.choice, known.channel, known.cast_by) == (choice, channel, name):
        return known
    _take_back_objection(held)
    if known is None:
        ballot = cast(held, choice, channel=channel, person=person, name=name, by=by)
    else:
        ballot = _replace(held, known, choice, channel, person=person, name=name, by=by)
        _tell_who_voted_before(held, known, ballot, by=by)
    if person is not None:
        said = mails.noted_said(held.vote, choice, channel, by.name)
        send_mails(held.vote, [held], kind=VoteMailKind.NOTED, said=said, number=ballot.pk, only=person, by=by)
    return ballot


# Object


@transaction.atomic
def object_to_vote(voter: Voter, reason: str, *, stand: str = "", name: str = "", by: Actor) -> Voter:
    """Note that somebody would rather talk about it, and tell the coordination; said again it changes the reason.

    Raises ValidationError without a reason, where the vote knows no objection, or is over.
    """
    require(access.can_vote(by, voter))
    held = hold_voter(voter)
    require_open(held)
    require_right(held)
    if not held.vote.may_object:
        raise ValidationError(_("Nach Ihren Spielregeln verschiebt ein Widerspruch diese Abstimmung nicht."))
    if not reason.strip():
        raise ValidationError({"reason": _("Bitte schreiben Sie in einem Satz, worüber Sie sprechen möchten.")})
    known = Ballot.objects.filter(voter=held, counts=True).first()
    if stand and not held.objected and stand != stand_of(held, known):
        raise SomebodyElse(_someone_was_first(held, known))
    is_new = not held.objected
    held.objected, held.objection = True, reason.strip()[:1000]
    Voter.objects.filter(pk=held.pk).update(objected=True, objection=held.objection)
    if is_new:
        audit.record(by, "vote.objected", held)
        mails.queue_objection(held, by_name=name)
    return held


def _take_back_objection(voter: Voter) -> None:
    if voter.objected:
        Voter.objects.filter(pk=voter.pk).update(objected=False, objection="")
        voter.objected, voter.objection = False, ""


@transaction.atomic
def withdraw_objection(voter: Voter, *, by: Actor) -> Voter:
    """Take an objection back, so that the vote decides after all. Raises ValidationError where it is over."""
    require(access.can_vote(by, voter))
    held = hold_voter(voter)
    require_open(held)
    if held.objected:
        _take_back_objection(held)
        audit.record(by, "vote.objection_withdrawn", held)
    return held


# Links


@transaction.atomic
def renew_link(voter: Voter, old: Link) -> None:
    """Send a new link to the address of an expired one, once; only while it still is one of this seat's two people."""
    if queries.reader_of(old, voter) is not None and not is_renewed(old):
        mails.queue_renewed_vote(voter, old)
