"""A vote by link while it runs: more time, reminders, called off; and a draft that is thrown away."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.files.actions import delete_file
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Link

from .. import access
from ..mails import votes as mails
from ..models import Vote, Voter
from ..queries import by_link as queries
from ..vocabulary import VoteKind, VoteMailKind, VoteState
from . import secret
from .vote_post import send_mails
from .votes import cancel_vote, hold


@transaction.atomic
def extend_vote(vote: Vote, ends_at: datetime, *, by: Actor) -> int:
    """Give more time and tell everybody who has not voted; return how many mails went out.

    Raises ValidationError where the vote is not on, its time is up, or the new end is not later: who sees how it went
    must not let it go on until it goes otherwise.
    """
    require(access.can_hold(by, vote))
    held = hold(vote)
    if held.state != VoteState.OPEN or held.ends_at is None:
        raise ValidationError(_("Diese Abstimmung läuft nicht. Bitte laden Sie die Seite neu."))
    _require_time_left(held)
    if ends_at <= held.ends_at:
        raise ValidationError({"ends_at": _("Mehr Zeit heißt: ein späterer Tag als bisher.")})
    held.ends_at, held.version = ends_at, held.version + 1
    held.save(update_fields=["ends_at", "version"])
    known = Link.objects.filter(
        purpose=access.VOTE_PURPOSE, subject_id__in=Voter.objects.filter(vote=held).values("pk")
    )
    known.update(expires_at=ends_at + mails.AFTERWARDS)
    audit.record(by, "vote.extended", held)
    said, number = mails.extended_said(held), held.version
    return send_mails(held, queries.not_voted(held), kind=VoteMailKind.CALL, said=said, number=number, by=by)


def _require_time_left(vote: Vote) -> None:
    if vote.state == VoteState.OPEN and vote.ends_at is not None and vote.ends_at <= timezone.now():
        raise ValidationError(_("Die Zeit ist um. Gleich steht das Ergebnis da, ändern lässt es sich nicht mehr."))


@transaction.atomic
def remind(vote: Vote, *, by: Actor) -> int:
    """Ask those once more who have not voted; return how many mails. Nobody is reminded twice on one day.

    Raises ValidationError where there is nobody to remind, or somebody did so today.
    """
    require(access.can_hold(by, vote))
    held = hold(vote)
    if held.state != VoteState.OPEN or held.ends_at is None or held.ends_at <= timezone.now():
        raise ValidationError(_("Diese Abstimmung läuft nicht. Bitte laden Sie die Seite neu."))
    last = queries.last_reminder(held)
    if last is not None and timezone.localdate(last.made_at) == timezone.localdate():
        raise ValidationError(_("Heute ging schon eine Erinnerung hinaus. Morgen können Sie wieder erinnern."))
    return _remind(held, number=queries.reminders_by_hand(held) + 1, by=by)


@transaction.atomic
def remind_due(vote: Vote, *, by: Actor) -> int:
    """Send the one reminder that goes out by itself, once for each end; return how many mails."""
    held = hold(vote)
    if not is_reminder_due(held, timezone.now()):
        return 0
    return _remind(held, number=timezone.localdate(held.ends_at).toordinal(), by=by)


def is_reminder_due(vote: Vote, now: datetime) -> bool:
    if vote.state != VoteState.OPEN or vote.ends_at is None or vote.opened_at is None:
        return False
    is_long = vote.ends_at - vote.opened_at >= queries.SHORTEST_TO_REMIND
    return is_long and vote.ends_at - queries.REMIND_BEFORE <= now < vote.ends_at


def _remind(vote: Vote, *, number: int, by: Actor) -> int:
    rows, said = queries.not_voted(vote), mails.reminder_said(vote)
    sent = send_mails(vote, rows, kind=VoteMailKind.REMINDER, said=said, number=number, by=by)
    if sent:
        audit.record(by, "vote.reminded", vote, **({} if vote.kind == VoteKind.LINK else {"mails": sent}))
    return sent


@transaction.atomic
def call_off(vote: Vote, reason: str, *, by: Actor) -> Vote:
    """End a vote by link without a result and tell everybody; a draft just goes.

    Raises ValidationError without a reason, and once its time is up: then it has a result, like it or not.
    """
    was_open = vote.state == VoteState.OPEN
    if was_open:
        require(access.can_hold(by, vote))
        _require_time_left(hold(vote))
    done = cancel_vote(vote, reason, by=by)
    if done.kind == VoteKind.LINK:
        secret.empty_box(done)
        secret.clean_later(done)
    if was_open:
        said = mails.cancelled_said(done)
        send_mails(done, queries.voters_of(done), kind=VoteMailKind.RESULT, said=said, by=by)
    return done


@transaction.atomic
def discard_draft(vote: Vote, *, by: Actor) -> None:
    """Delete a vote that nobody was asked in. Raises ValidationError where it has begun."""
    require(access.can_hold(by, vote))
    held = hold(vote)
    if held.state != VoteState.DRAFT:
        raise ValidationError(_("Die Abstimmung läuft schon. Brechen Sie sie mit einem Grund ab."))
    audit.record(by, "vote.removed", held)
    files = [paper.file for paper in held.papers.select_related("file")]
    held.delete()
    for file in files:
        delete_file(file)
