"""Votes in a meeting: prepared for an item or a line, counted from slips of paper."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.work.meetings.actions.closing import await_vote
from drehscheibe.work.meetings.actions.evening import Taken, take_stroke
from drehscheibe.work.meetings.models import Entry, Meeting
from drehscheibe.work.meetings.vocabulary import MeetingState, StrokeKind

from .. import access
from ..models import Vote, Voter
from ..rules import Counts
from ..vocabulary import VoteState
from .votes import close_vote, hold

_OVER = (MeetingState.MINUTES, MeetingState.APPROVED, MeetingState.CANCELLED)


@transaction.atomic
def add_vote(meeting: Meeting, values: Mapping[str, Any], *, by: Actor, entry: Entry | None = None) -> Vote:
    """Prepare a vote, for a line of the minutes where `entry` is given; a double click makes one.

    Raises ValidationError where the meeting is over.
    """
    vote = Vote(body=meeting.body, meeting=meeting, entry=entry, made_by=by if isinstance(by, Member) else None)
    require(access.can_hold(by, vote))
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if held.state in _OVER:
        raise ValidationError(_("Dieses Treffen ist vorbei. Abgestimmt wird, solange es läuft."))
    known = Vote.objects.filter(meeting=meeting, state=VoteState.DRAFT, entry=entry, **values).first()
    if known is not None:
        return known
    _take_over(vote, values)
    vote.save()
    if entry is not None and entry.outcome:
        await_vote(entry, by=by)
    audit.record(by, "vote.added", vote)
    return vote


@transaction.atomic
def change_vote(vote: Vote, values: Mapping[str, Any], *, version: int, by: Actor) -> Vote:
    """Save a vote that has not begun, read at `version`; raise ChangedMeanwhile where somebody saved it since."""
    require(access.can_hold(by, vote))
    held = hold(vote)
    if held.state != VoteState.DRAFT:
        raise ValidationError(_("Die Abstimmung hat schon begonnen. Worüber abgestimmt wird, ändert sich nicht mehr."))
    if held.version != version:
        raise ChangedMeanwhile(held)
    _take_over(held, values)
    held.version += 1
    held.save()
    audit.record(by, "vote.changed", held, fields=sorted(values))
    return held


def _take_over(vote: Vote, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(vote, name, value)
    vote.is_confidential = bool(vote.item and vote.item.is_confidential)


@transaction.atomic
def close_on_paper(vote: Vote, *, tellers: str, handed_out: int, counts: Counts, by: Actor) -> Vote:
    """End a vote on paper with what the tellers counted; see `votes.close_vote` for what is refused."""
    require(access.can_hold(by, vote))
    held = hold(vote)
    if held.state == VoteState.OPEN:
        Vote.objects.filter(pk=held.pk).update(tellers=tellers, handed_out=handed_out, version=F("version") + 1)
    return close_vote(held, by=by, counts=counts)


@transaction.atomic
def note_there(voter: Voter, *, by: Actor) -> None:
    """Note that somebody who votes is there, as the evening notes it. Raises ValidationError where she is on no list."""
    require(access.can_hold(by, voter.vote))
    meeting = voter.vote.meeting
    if meeting is None or voter.invitee_id is None:
        raise ValidationError(
            _("„%(name)s“ steht nicht auf der Liste des Treffens. Bitte schreiben Sie den Partner im Abend dazu.")
            % {"name": voter.name}
        )
    values = {"person": str(voter.invitee_id)}
    take_stroke(meeting, Taken(uuid4(), StrokeKind.CAME, timezone.now(), values), by=by)
