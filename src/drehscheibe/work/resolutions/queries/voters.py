"""Who may vote, who is in the room, and whose vote lies with whom."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from drehscheibe.work.bodies.models import Body, Seat
from drehscheibe.work.bodies.queries.seats import Sitting, sittings
from drehscheibe.work.bodies.rules import Game
from drehscheibe.work.meetings.models import Invitee, Meeting, Presence
from drehscheibe.work.meetings.queries.evening import given_votes
from drehscheibe.work.partners.vocabulary import MembershipKind, State

from ..models import Vote, Voter
from ..rules import carriers, votes_there


def entitled_voters(body: Body, *, on: date) -> list[Sitting]:
    """Return who has a vote in `body` on a day, by name of the partner; at most three statements.

    A seat whose term ended before that day has none. Where all partners belong to the body, only the delegate's term
    ended: the partner votes through its main contact.
    """
    return [one for one in (_on(row, body, on) for row in sittings(body, on=on)) if one.has_vote]


def _on(row: Sitting, body: Body, day: date) -> Sitting:
    if row.seat is None or row.seat.until is None or row.seat.until >= day:
        return row
    if not body.has_everyone:
        return replace(row, has_vote=False)
    votes = row.organisation.membership_kind == MembershipKind.VOTING
    return replace(row, seat=None, deputy=None, has_vote=votes)


def voters_of(vote: Vote) -> list[Voter]:
    """Return the rows that a vote begins with, unsaved: one for each partner that votes on its day."""
    day = vote_day(vote)
    invited = _invited(vote.meeting)
    rows = [
        _voter(vote, sitting, invited.get(sitting.organisation.pk)) for sitting in entitled_voters(vote.body, on=day)
    ]
    known = {row.organisation_id for row in rows}
    more = [one for pk, one in invited.items() if one.has_vote and pk not in known and not _ended(vote.body, pk, day)]
    return rows + [_listed(vote, one) for one in more]


def vote_day(vote: Vote) -> date:
    """Return the day whose seats count: that of the meeting, else today."""
    return timezone.localdate(vote.meeting.starts_at) if vote.meeting else timezone.localdate()


def _invited(meeting: Meeting | None) -> dict[int, Invitee]:
    if meeting is None:
        return {}
    return {row.organisation_id or 0: row for row in _on_list(meeting)}


def _on_list(meeting: Meeting) -> list[Invitee]:
    rows = Invitee.objects.filter(meeting=meeting, removed_at=None, organisation__isnull=False)
    return list(rows.select_related("organisation", "person"))


def _ended(body: Body, organisation_id: int, day: date) -> bool:
    """Whether a partner on the list had a seat that ended: the list gives no vote back."""
    ended = Q(ended_on__lte=day) | Q(until__lt=day)
    return Seat.objects.filter(ended, body=body, organisation=organisation_id).exists()


def _voter(vote: Vote, sitting: Sitting, invitee: Invitee | None) -> Voter:
    return Voter(
        vote=vote,
        organisation=sitting.organisation,
        seat=sitting.seat,
        invitee=invitee,
        delegate=sitting.person,
        deputy=sitting.deputy,
        name=sitting.organisation.name,
    )


def _listed(vote: Vote, invitee: Invitee) -> Voter:
    """Return the row of a partner that has no seat and got a vote on the list of this meeting."""
    organisation = invitee.organisation
    return Voter(
        vote=vote,
        organisation_id=invitee.organisation_id or 0,
        invitee=invitee,
        delegate=invitee.person,
        name=organisation.name if organisation else "",
    )


def has_ended(voter: Voter, *, on: date) -> bool:
    """Whether the right to vote ended after the vote began: the seat, its term, or the partnership."""
    seat = voter.seat
    if seat is not None and seat.ended_on is not None and seat.ended_on <= on:
        return True
    if seat is not None and seat.until is not None and seat.until < on:
        return True
    return voter.organisation.state != State.MEMBER


# In the room


@dataclass(frozen=True, slots=True)
class Room:
    """Who is in the room at a moment, by number of the voter: those there, and whose vote is carried by whom."""

    there: frozenset[int]
    carried: Mapping[int, int]
    votes: frozenset[int]


def room(vote: Vote, voters: list[Voter], game: Game) -> Room:
    """Return who can vote in the room now; two statements. After the evening: as it was when it ended."""
    meeting = vote.meeting
    if meeting is None:
        return Room(frozenset(), {}, frozenset())
    by_organisation = {row.organisation_id: row.pk for row in voters}
    listed = [one for one in _on_list(meeting) if one.organisation_id in by_organisation]
    by_invitee = {one.pk: by_organisation[one.organisation_id or 0] for one in listed}
    here = {by_invitee[pk] for pk in _here(meeting) if pk in by_invitee}
    given = {by_invitee[a]: by_invitee[b] for a, b in given_votes(game, listed).items() if b in by_invitee}
    seats = {row.pk for row in voters if not row.gone}
    barred = {row.pk for row in voters if row.bias}
    carried = carriers(game, given, seats=seats, there=here, barred=barred)
    votes = votes_there(game, given, seats=seats, there=here, barred=barred)
    return Room(frozenset(here), carried, frozenset(votes))


def _here(meeting: Meeting) -> list[int]:
    """Return who is there now, or was until the end: the end of the evening ends all presences at one moment."""
    end: datetime | None = meeting.closed_at
    rows = Presence.objects.filter(meeting=meeting, left_at=end)
    return list(rows.values_list("invitee_id", flat=True))
