"""The end of votes by link: once, at their time or as soon as the worker is awake again, with a result for everybody."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.work.meetings.actions.agenda import OPEN_STATES, add_item
from drehscheibe.work.meetings.models import AgendaItem, Meeting
from drehscheibe.work.meetings.vocabulary import ItemKind

from .. import access
from ..mails import votes as mails
from ..models import Vote
from ..queries import by_link as queries
from ..vocabulary import VoteKind, VoteMailKind, VoteResult, VoteState
from .secret import end_secret
from .vote_post import send_mails
from .votes import close_vote, hold

UNDECIDED = (VoteResult.OBJECTED, VoteResult.TOO_FEW)


@transaction.atomic
def end_vote(vote: Vote, *, by: Actor) -> bool:
    """End a vote by link whose time is up and tell everybody; False where it was ended already, or has time left."""
    require(access.can_hold(by, vote))
    held = hold(vote)
    if held.state != VoteState.OPEN or held.ends_at is None or held.ends_at > timezone.now():
        return False
    done = end_secret(held, by=by) if held.kind == VoteKind.LINK else close_vote(held, by=by)
    said = mails.result_said(done)
    send_mails(done, queries.voters_of(done), kind=VoteMailKind.RESULT, said=said, by=by)
    return True


@transaction.atomic
def put_on_agenda(vote: Vote, meeting: Meeting, *, by: Actor) -> AgendaItem:
    """Put what was not decided on the agenda of the group's meeting; a second time returns the item that is there.

    Raises ValidationError where the vote has decided, or the meeting is another group's or over.
    """
    require(access.can_hold(by, vote))
    held = hold(vote)
    if held.item is not None:
        return held.item
    if held.result not in UNDECIDED:
        raise ValidationError(_("Diese Abstimmung hat entschieden. Auf die Tagesordnung gehört sie nicht mehr."))
    if meeting.body_id != held.body_id or meeting.state not in OPEN_STATES:
        raise ValidationError(_("Bitte wählen Sie ein Treffen dieser Gruppe, das noch kommt."))
    held.item = add_item(meeting, _item(held), by=by)
    held.version += 1
    held.save(update_fields=["item", "version"])
    return held.item


def _item(vote: Vote) -> dict[str, object]:
    reasons = [voter.objection for voter in queries.voters_of(vote) if voter.objected]
    asked = _("Worüber gesprochen werden soll:") if reasons else ""
    text = "\n\n".join(part for part in (vote.motion, vote.reason, asked, *reasons) if part)
    return {
        "title": vote.title, "text": text[:8000], "kind": ItemKind.DECISION, "minutes": 15,
        "is_confidential": vote.is_confidential,
    }  # fmt: skip
