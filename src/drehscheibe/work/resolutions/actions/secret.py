"""Secret votes by link: one transaction marks the seat and rewrites the box; nothing else is written. See ADR 21.

No row per ballot, no entry in the log, no time, no higher version, no used link, no mail: whatever is written in the
order of the votes could be laid beside the seats later.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy import cleaning
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.jobs.actions import enqueue

from .. import access
from ..models import SecretBox, Vote, Voter
from ..rules import box as rules
from ..vocabulary import Choice, VoteKind, VoteResult, VoteState
from .votes import close_vote, hold, require_open, require_right

CLEAN_JOB = "resolutions.clean_box"


@transaction.atomic
def cast_secretly(voter: Voter, choice: Choice, *, by: Actor) -> str:
    """Put a vote into the box and return its receipt, which is shown once and stored nowhere beside the seat.

    Who wanted to talk about it before, and votes now, has taken that back.

    Raises ValidationError where the vote is not on or over, or the seat has voted already or does not vote this time.
    """
    require(isinstance(by, Link) and access.can_vote(by, voter))
    cleaning.overwrite_what_is_freed()
    box = SecretBox.objects.select_for_update(of=("self",)).get(vote=voter.vote_id)
    held = Voter.objects.select_related("vote__body", "vote__meeting", "seat", "organisation").get(pk=voter.pk)
    require_open(held)
    require_right(held)
    mark = {"has_voted": True, "objected": False, "objection": ""}
    if not Voter.objects.filter(pk=held.pk, has_voted=False).update(**mark):
        raise ValidationError(
            _("Für %(name)s ist schon abgestimmt. Jeder Partner hat eine Stimme.") % {"name": held.name}
        )
    receipt = rules.new_receipt()
    SecretBox.objects.filter(pk=box.pk).update(ballots=rules.put(box.ballots, receipt, choice))
    return receipt


@transaction.atomic
def end_secret(vote: Vote, *, by: Actor) -> Vote:
    """Count the box and write down the result; with fewer than five ballots there is none, and the box is emptied."""
    require(access.can_hold(by, vote))
    cleaning.overwrite_what_is_freed()
    box = SecretBox.objects.select_for_update(of=("self",)).get(vote=vote)
    held = hold(vote)
    if held.state != VoteState.OPEN:
        return held
    _even_out(held)
    done = _counted(held, box, by=by) if len(box.ballots) >= rules.LEAST else _without_result(held, by=by)
    clean_later(done)
    return done


def _counted(vote: Vote, box: SecretBox, *, by: Actor) -> Vote:
    return close_vote(vote, by=by, counts=rules.counted(box.ballots))


def _even_out(vote: Vote) -> None:
    """Write all seats anew by number, so that not even the order in which they voted is left.

    Row by row on purpose: one statement for all would write them in the order in which they lie.
    """
    for voter_id in Voter.objects.filter(vote=vote).order_by("pk").values_list("pk", flat=True):
        Voter.objects.filter(pk=voter_id).update(has_voted=F("has_voted"))


def _without_result(vote: Vote, *, by: Actor) -> Vote:
    empty_box(vote)
    vote.state, vote.result, vote.closed_at = VoteState.CLOSED, VoteResult.TOO_FEW, timezone.now()
    vote.version += 1
    vote.save(update_fields=["state", "result", "closed_at", "version"])
    audit.record(by, "vote.closed", vote, result=vote.result)
    return vote


def empty_box(vote: Vote) -> None:
    """Throw the ballots away, unread."""
    cleaning.overwrite_what_is_freed()
    SecretBox.objects.filter(vote=vote).update(ballots=[])


def clean_later(vote: Vote) -> None:
    enqueue(CLEAN_JOB, {"vote": vote.pk}, alliance_id=vote.alliance_id, unique_key=f"{CLEAN_JOB}:{vote.pk}")


def clean(vote: Vote) -> bool:
    """Rid the database of older versions of the box; False where somebody still reads them. Outside any transaction."""
    if vote.kind != VoteKind.LINK or vote.state not in {VoteState.CLOSED, VoteState.CANCELLED}:
        return True
    if not cleaning.clean(SecretBox):
        return False
    Vote.objects.filter(pk=vote.pk, cleaned_at=None).update(cleaned_at=timezone.now())
    return True
