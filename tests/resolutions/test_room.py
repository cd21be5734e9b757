"""Votes by name and on paper in a meeting."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.bodies.models import Seat
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.actions.closing import close_meeting
from drehscheibe.work.meetings.models import Decision, Entry, Invitee, Meeting, Presence
from drehscheibe.work.meetings.vocabulary import MeetingState
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.resolutions.actions import room
from drehscheibe.work.resolutions.actions import votes as actions
from drehscheibe.work.resolutions.models import Ballot, Vote, Voter
from drehscheibe.work.resolutions.queries.voters import entitled_voters
from drehscheibe.work.resolutions.rules import Counts
from drehscheibe.work.resolutions.vocabulary import BallotChannel, Choice, VoteKind, VoteState
from tests.accounts.conftest import database_for_threads
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


def test_seat_votes_once_and_only_while_it_may(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting, people = running(5, there=3, bias_excluded=True)
        vote = vote_in(meeting)
        actions.open_vote(vote, by=cast.coordinator)
        first, second, third, away, _other = (voter_of(vote, one) for one in people)
        tap = {"channel": BallotChannel.ROOM, "by": cast.coordinator}
        one = actions.cast(first, Choice.YES, **tap)
        assert actions.cast(first, Choice.YES, **tap) == one
        why = refused(lambda: actions.cast(first, Choice.NO, **tap))
        assert why == "Partner 001 hat schon abgestimmt: Ja. Jeder Partner hat eine Stimme."
        why = refused(lambda: actions.cast(away, Choice.NO, **tap))
        assert why == "Partner 004 ist nicht als anwesend vermerkt. Bitte tippen Sie zuerst auf „ist da“."
        actions.note_bias(second, "Träger der Kita", by=cast.coordinator)
        why = refused(lambda: actions.cast(second, Choice.NO, **tap))
        assert why == "Partner 002 ist hier selbst betroffen und stimmt deshalb nicht mit."
        Organisation.objects.filter(pk=people[2].organisation_id).update(state="left")
        why = refused(lambda: actions.cast(third, Choice.NO, **tap))
        assert why == "Partner 003 hat keine Stimme mehr: Die Zeit als Vertretung in dieser Gruppe ist zu Ende."
        found = actions.count(vote)
        assert (found.counts.yes, found.counts.cast, found.excluded, found.entitled) == (1, 1, 1, 4)
        actions.cancel_vote(vote, "Wir vertagen.", by=cast.coordinator)
        why = refused(lambda: actions.cast(third, Choice.NO, **tap))
        assert why == "Diese Abstimmung wurde abgebrochen. Es zählt keine Stimme."
        assert (Ballot.objects.count(), Decision.objects.count()) == (1, 0)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(ValidationError) as problem:
        act()
    return " ".join(problem.value.messages)


def test_seat_whose_term_ended_before_the_meeting_has_no_vote(cast: Cast) -> None:
    day = timezone.localdate()
    with scope.alliance(cast.perle.pk):
        board = making.body("Lenkungsgruppe", BodyKind.STEERING)
        still, ended, closed, advisory = making.partners(4)
        Seat.objects.create(body=board, organisation=still, until=day)
        Seat.objects.create(body=board, organisation=ended, until=day - timedelta(days=1))
        Seat.objects.create(body=board, organisation=closed, ended_on=day)
        Seat.objects.create(body=board, organisation=advisory, has_vote=False)
        assert [one.organisation for one in entitled_voters(board, on=day)] == [still]
        meeting = making.meeting(board, on=day, state=MeetingState.RUNNING)
        for one in (ended, advisory):
            making.invitee(meeting, one)  # the list of the meeting says that both may vote
        vote = actions.open_vote(vote_in(meeting), by=cast.coordinator)
        assert [voter.organisation for voter in vote.voters.all()] == [still, advisory]


def test_carried_vote_counts_only_while_its_carrier_is_there_and_is_never_handed_on(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting, people = running(4, there=2, proxies=True, proxies_most=1, majority="simple")
        carrier, other, giver, chained = people
        Invitee.objects.filter(pk=giver.pk).update(votes_for=carrier)
        Invitee.objects.filter(pk=chained.pk).update(votes_for=giver)
        vote = actions.open_vote(vote_in(meeting), by=cast.coordinator)
        proxy = {"channel": BallotChannel.PROXY, "by": cast.coordinator}
        assert "nicht als anwesend" in refused(lambda: actions.cast(voter_of(vote, chained), Choice.YES, **proxy))
        assert "gerade etwas geändert" in refused(
            lambda: actions.cast(voter_of(vote, giver), Choice.YES, channel=BallotChannel.ROOM, by=cast.coordinator)
        )
        go(carrier)
        assert "nicht als anwesend" in refused(lambda: actions.cast(voter_of(vote, giver), Choice.YES, **proxy))
        come(carrier)
        actions.cast(voter_of(vote, giver), Choice.YES, **proxy)
        actions.cast(voter_of(vote, other), Choice.NO, channel=BallotChannel.ROOM, by=cast.coordinator)
        found = actions.count(vote).by_channel
        assert {name: (one.yes, one.no) for name, one in found.items()} == {"proxy": (1, 0), "room": (0, 1)}
        closed = actions.close_vote(vote, by=cast.coordinator)
        assert (closed.there, closed.result) == (3, "rejected")
        assert closed.entry is not None
        assert closed.entry.tally.splitlines()[0] == "Ja: Partner 003 (Stimme bei Partner 001)"


def test_quorum_lost_in_mid_vote_decides_nothing_and_says_why(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting, people = running(4, there=3, quorum="share", quorum_percent=60, majority="simple", second_call=True)
        item = making.item(meeting, "Haushalt")
        vote = actions.open_vote(vote_in(meeting, item=item), by=cast.coordinator)
        for one in people[:3]:
            actions.cast(voter_of(vote, one), Choice.YES, channel=BallotChannel.ROOM, by=cast.coordinator)
        go(people[0])
        closed = actions.close_vote(vote, by=cast.coordinator)
        assert (closed.result, closed.there, closed.needed, closed.decision) == ("no_quorum", 2, 3, None)
        note = Entry.objects.get()
        assert (note.kind, note.item, note.text) == (
            "note",
            item,
            "Abstimmung „Familienfest“: nicht beschlussfähig. "
            "Beim Ende der Abstimmung waren 2 von 3 nötigen Stimmen da.",
        )
        again = making.meeting(
            meeting.body, on=timezone.localdate(), state=MeetingState.RUNNING, second_call_of=meeting
        )
        come(making.invitee(again, one_of(people)))
        second = actions.open_vote(vote_in(again), by=cast.coordinator)
        voter = second.voters.get(organisation=one_of(people))
        actions.cast(voter, Choice.YES, channel=BallotChannel.ROOM, by=cast.coordinator)
        assert actions.close_vote(second, by=cast.coordinator).result == "accepted"


def one_of(people: list[Invitee]) -> Organisation:
    return Organisation.objects.get(pk=people[0].organisation_id)


def test_paper_counts_no_more_slips_than_votes_in_the_room(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting, people = running(5, there=4, majority="two_thirds")
        vote = actions.open_vote(vote_in(meeting, VoteKind.PAPER), by=cast.coordinator)
        named = refused(
            lambda: actions.cast(voter_of(vote, people[0]), Choice.YES, channel=BallotChannel.ROOM, by=cast.coordinator)
        )
        assert named == "Diese Abstimmung ist geheim. Eine Stimme mit Namen wird hier nicht aufgeschrieben."
        told = {"tellers": "Frau Beispiel, Herr Muster", "by": cast.coordinator}
        why = refused(lambda: room.close_on_paper(vote, handed_out=5, counts=Counts(5, 0, 0), **told))
        assert why == "Im Raum sind nur 4 Stimmen. Mehr Zettel können nicht ausgegeben sein."
        why = refused(lambda: room.close_on_paper(vote, handed_out=3, counts=Counts(3, 0, 0, 1), **told))
        assert why == "Gezählt sind 4 Zettel, ausgegeben wurden nur 3. Bitte zählen Sie noch einmal."
        assert Vote.objects.get(pk=vote.pk).state == VoteState.OPEN
        closed = room.close_on_paper(vote, handed_out=4, counts=Counts(2, 1, 0, 1), **told)
        assert (closed.result, closed.invalid, Ballot.objects.count()) == ("accepted", 1, 0)
        assert Entry.objects.get().tally == "Ausgezählt von: Frau Beispiel, Herr Muster\n4 Zettel ausgegeben."


def test_corrected_vote_keeps_the_old_one_with_its_reason(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting, people = running(2, majority="simple")
        vote = actions.open_vote(vote_in(meeting), by=cast.coordinator)
        voter = voter_of(vote, people[0])
        assert refused(lambda: actions.correct(voter, Choice.NO, reason="x", by=cast.coordinator)) == (
            "Partner 001 hat noch nicht abgestimmt."
        )
        actions.cast(voter, Choice.YES, channel=BallotChannel.ROOM, by=cast.coordinator)
        assert refused(lambda: actions.correct(voter, Choice.NO, reason=" ", by=cast.coordinator)) == (
            "Bitte schreiben Sie, warum die Stimme geändert wird."
        )
        actions.correct(voter, Choice.NO, reason="falsch getippt", by=cast.coordinator)
        kept = [(one.choice, one.counts, one.reason) for one in Ballot.objects.order_by("pk")]
        assert kept == [("yes", False, "falsch getippt"), ("no", True, "")]
        assert actions.count(vote).counts == Counts(0, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_delegate_and_deputy_at_the_same_instant_are_one_vote(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scope.alliance(cast.perle.pk):
        meeting, people = running(6, majority="simple")
        vote = actions.open_vote(vote_in(meeting), by=cast.coordinator)
        voters = [voter_of(vote, one) for one in people]
    together = Barrier(4)

    def tap(choice: Choice) -> list[str]:
        found = []
        with closing(connection), scope.alliance(cast.perle.pk):
            for voter in voters:
                together.wait(20)
                try:
                    actions.cast(voter, choice, channel=BallotChannel.ROOM, by=cast.coordinator, name=str(choice))
                    found.append("taken")
                except ValidationError:
                    found.append("refused")
        return found

    def counted() -> tuple[int, int]:
        with closing(connection), scope.alliance(cast.perle.pk):
            return Ballot.objects.count(), actions.count(vote).counts.cast

    choices = [Choice.YES, Choice.NO, Choice.ABSTAIN, Choice.NO]
    with database_for_threads(tmp_path, monkeypatch), ThreadPoolExecutor(4) as pool:
        found = [done.result(60) for done in [pool.submit(tap, choice) for choice in choices]]
        kept = pool.submit(counted).result(60)
    # The two that say No in the same words are one double click.
    taken = [[answers[at] for answers in found].count("taken") for at in range(6)]
    assert (kept, set(taken) <= {1, 2}) == ((6, 6), True)
