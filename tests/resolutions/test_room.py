"""Votes by name and on paper in a meeting."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.bodies.models import Seat
from drehscheibe.work.meetings.actions.closing import close_meeting
from drehscheibe.work.meetings.models import Decision, Entry, Invitee, Meeting, Presence
from drehscheibe.work.meetings.vocabulary import MeetingState
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.resolutions.actions import votes as actions
from drehscheibe.work.resolutions.models import Ballot, Vote, Voter
from drehscheibe.work.resolutions.rules import Counts
from drehscheibe.work.resolutions.vocabulary import BallotChannel, Choice, VoteKind, VoteState
from tests.conftest import Cast
from tests.meetings import making


def running(number: int = 4, *, there: int | None = None, **rules: Any) -> tuple[Meeting, list[Invitee]]:
    """Return a meeting that is on, with so many partners on the list of which the first ones are there."""
    making.governance(**rules)
    body = making.body()
    meeting = making.meeting(body, on=timezone.localdate(), state=MeetingState.RUNNING)
    people = [making.invitee(meeting, one) for one in making.partners(number)]
    for one in people[: number if there is None else there]:
        come(one)
    return meeting, people


def come(invitee: Invitee) -> None:
    Presence.objects.create(meeting=invitee.meeting, invitee=invitee, key=uuid4(), came_at=timezone.now())


def go(invitee: Invitee) -> None:
    Presence.objects.filter(invitee=invitee, left_at=None).update(left_at=timezone.now())


def vote_in(meeting: Meeting, kind: VoteKind = VoteKind.NAMED, **values: Any) -> Vote:
    return Vote.objects.create(
        kind=kind, body=meeting.body, meeting=meeting, **{"title": "Familienfest", "motion": "Wir feiern.", **values}
    )


def voter_of(vote: Vote, invitee: Invitee) -> Voter:
    return Voter.objects.select_related("vote__body").get(vote=vote, invitee=invitee)


def test_a_vote_by_name_becomes_a_numbered_line_of_the_minutes_and_no_second_number(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting, people = running(4, majority="simple")
        item = making.item(meeting, "Familienfest im Juni")
        vote = actions.open_vote(vote_in(meeting, item=item), by=cast.coordinator)
        choices = (Choice.YES, Choice.YES, Choice.NO, Choice.ABSTAIN)
        for one, choice in zip(people, choices, strict=True):
            actions.cast(voter_of(vote, one), choice, channel=BallotChannel.ROOM, by=cast.coordinator)
        closed = actions.close_vote(vote, by=cast.coordinator)
        again = actions.close_vote(vote, by=cast.coordinator)
        decision = Decision.objects.get()
        assert closed.decision == decision == again.decision
        numbers = (decision.yes, decision.no, decision.abstained, decision.there, decision.needed, decision.entitled)
        assert numbers == (2, 1, 1, 4, 0, 4)
        assert (decision.manner, decision.majority, decision.outcome) == ("named", "simple", "accepted")
        assert decision.title == "Familienfest im Juni"
        entry = Entry.objects.get()
        assert entry.tally.splitlines() == [
            "Ja: Partner 001; Partner 002",
            "Nein: Partner 003",
            "Enthaltung: Partner 004",
        ]
        close_meeting(Meeting.objects.get(pk=meeting.pk), by=cast.coordinator)
        after = Decision.objects.get()
        assert (after.number, after.manner, after.yes, after.withdrawn_at) == (1, "named", 2, None)
