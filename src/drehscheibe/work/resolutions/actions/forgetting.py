"""Names in votes are forgotten once nobody needs them: what a partner voted stays, who clicked does not.

While a decision is open or carried out, somebody may ask how it came about. Three years after it is done or repealed
claims from it have lapsed (§§ 195, 199 BGB); a vote that decided nothing is forgotten after one.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.partners.models import Person

from ..access import VOTE_PURPOSE
from ..models import Ballot, Vote, VoteMail, Voter
from . import owners

KEEP_BALLOTS = timedelta(days=3 * 365)
KEEP_UNDECIDED = timedelta(days=365)


def to_forget(*, now: datetime) -> QuerySet[Vote]:
    """Return the votes whose names are not needed any more and still there."""
    settled = timezone.localdate(now - KEEP_BALLOTS)
    decisions = Decision.objects.filter(Q(finished_on__lte=settled) | Q(repealed_on__lte=settled))
    done = Q(decision__in=decisions.values("pk"))
    undecided = Q(decision=None, closed_at__lte=now - KEEP_UNDECIDED)
    voters = Voter.objects.filter(Q(delegate__isnull=False) | Q(deputy__isnull=False))
    named = Q(pk__in=voters.values("vote")) | Q(pk__in=Ballot.objects.exclude(cast_by="").values("voter__vote"))
    return Vote.objects.filter(done | undecided).filter(named).order_by("pk")


@transaction.atomic
def forget_names(vote: Vote) -> None:
    """Take people out of a vote: ballots that did not count go, those that did keep partner and choice."""
    ballots = Ballot.objects.filter(voter__vote=vote)
    ballots.filter(counts=False).delete()
    ballots.update(cast_by="", person=None, reason="")
    VoteMail.objects.filter(voter__vote=vote).delete()
    voters = Voter.objects.filter(vote=vote)
    links = Link.objects.filter(purpose=VOTE_PURPOSE, subject_id__in=voters.values("pk"))
    links.update(recipient="", recipient_name="")
    voters.update(delegate=None, deputy=None, objection="")


@transaction.atomic
def forget_person(person: Person) -> None:
    """Take one person out of all votes (Art. 17 GDPR). The vote of her partner stays; the caller asked whether this may be."""
    Ballot.objects.filter(person=person).update(cast_by="", person=None)
    Ballot.objects.filter(voter__in=_hers(person), cast_by=person.name).update(cast_by="")
    VoteMail.objects.filter(person=person).delete()
    if person.email:
        hers = Link.objects.filter(purpose=VOTE_PURPOSE, recipient__iexact=person.email)
        hers.filter(revoked_at=None).update(revoked_at=timezone.now())
        hers.update(recipient="", recipient_name="")
    Voter.objects.filter(delegate=person).update(delegate=None)
    Voter.objects.filter(deputy=person).update(deputy=None)
    owners.forget_person(person)


def _hers(person: Person) -> QuerySet[Voter]:
    return Voter.objects.filter(Q(delegate=person) | Q(deputy=person))
