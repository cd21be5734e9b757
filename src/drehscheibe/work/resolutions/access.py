"""May she do that? The same functions for doors, actions and templates."""

from django.db.models import Q

from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.bodies import access as bodies
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Contact

from .models import Vote, VoteMail, Voter

VOTE_PURPOSE = "resolution.vote"
"""Votes by link; its subject is the voter."""
PURPOSES = (VOTE_PURPOSE,)


def can_tend(by: Actor, decision: Decision) -> bool:
    """Say what became of a decision, show or repeal it: the coordination, a group's lead for her own group."""
    return bodies.can_lead(by, decision.body)


def can_hold(by: Actor, vote: Vote) -> bool:
    """Prepare, open, count and end a vote; note a vote for somebody who phoned."""
    return bodies.can_lead(by, vote.body)


def can_vote(by: Actor, voter: Voter) -> bool:
    """Cast the vote of a seat: its delegate or deputy by link or on the own page; the team notes it for her.

    Whoever left the partner after the call has no say any more, although the mail with the link is still hers.
    """
    if not isinstance(by, Link):
        return can_hold(by, voter.vote)
    if by.purpose == PAGE_PURPOSE:
        return by.subject_id in {voter.delegate_id, voter.deputy_id} and _stands_for(by.subject_id, voter)
    if by.purpose != VOTE_PURPOSE or by.subject_id != voter.pk:
        return False
    person_id = _receiver(by, voter)
    return person_id is not None and _stands_for(person_id, voter)


def _receiver(by: Link, voter: Voter) -> int | None:
    """Return which of a seat's two people got a link: told by the address, or where that changed by the mail."""
    people = [person for person in (voter.delegate, voter.deputy) if person is not None]
    for person in people:
        if person.email.casefold() == by.recipient.casefold():
            return person.pk
    rows = VoteMail.objects.filter(link=by, voter=voter, person__in=people)
    return rows.values_list("person_id", flat=True).first()


def _stands_for(person_id: int, voter: Voter) -> bool:
    seat = voter.seat
    if seat is not None and person_id in {seat.delegate_id, seat.deputy_id}:
        return True
    return Contact.objects.filter(person=person_id, organisation=voter.organisation_id).exists()


def sees_confidential(by: Actor, decision: Decision) -> bool:
    """Read what is confidential: whoever may lead the body that decided it."""
    return isinstance(by, Member) and can_tend(by, decision)


def seen_by(by: Actor) -> Q:
    """Return the condition on decisions that `by` may know of: the same rule as `sees_confidential`, for many rows."""
    open_ones = Q(is_confidential=False)
    if not isinstance(by, Member):
        return open_ones
    if bodies.can_edit_bodies(by):
        return Q()
    return open_ones | Q(body__lead=by.pk) if by.may(Capability.LEAD_GROUPS) else open_ones


def can_report(by: Actor, decision: Decision) -> bool:
    """Say what became of a decision: the team, and through their own page people of the partner that sees to it."""
    if not isinstance(by, Link):
        return can_tend(by, decision)
    owner = decision.owner_organisation
    if by.purpose != PAGE_PURPOSE or owner is None or decision.is_confidential:
        return False
    return Contact.objects.filter(person=by.subject_id, organisation=owner).exists()
