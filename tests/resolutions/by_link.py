"""Small builders for tests of votes by link. Each works in the scope that the test has entered."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.access import Actor, Machine
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.models import Organisation, Person
from drehscheibe.work.resolutions.access import VOTE_PURPOSE
from drehscheibe.work.resolutions.actions import circular
from drehscheibe.work.resolutions.models import Vote, Voter
from drehscheibe.work.resolutions.vocabulary import VoteKind
from tests.meetings import making

CLERK = Machine("test")


def rules(**values: Any) -> None:
    making.governance(**{"circular": True, "circular_percent": 50, "majority": "simple", **values})


def association(**values: Any) -> None:
    rules(preset="association", secret_by_link=True, **values)


def prepared(
    body: Body, *, by: Actor = CLERK, kind: VoteKind = VoteKind.CIRCULAR, days: int = 10, **values: Any
) -> Vote:
    named = {
        "kind": kind, "body": body, "title": "Familienfest im Juni", "motion": "Das Familienfest ist am 12. Juni.",
        "ends_at": timezone.now() + timedelta(days=days), **values,
    }  # fmt: skip
    return circular.prepare_vote(named, by=by)


def opened(body: Body, *, by: Actor = CLERK, **values: Any) -> Vote:
    vote = prepared(body, by=by, **values)
    circular.open_by_link(vote, by=by)
    vote.refresh_from_db()
    return vote


def deputy(body: Body, organisation: Organisation, name: str = "Vera Vertretung") -> Person:
    """Return somebody who stands in for a partner's main contact in this body."""
    person = Person.objects.create(
        name=name, email=f"{name.split(maxsplit=1)[0].lower()}.{organisation.pk}@example.org"
    )
    body.seats.create(organisation=organisation, delegate=organisation.contacts.get(is_main=True).person, deputy=person)
    return person


def link_of(voter: Voter, person: Person | None = None) -> tuple[Link, str]:
    """Return a link to a seat's page, as its mail holds one, and its token."""
    who = person or voter.delegate
    assert who is not None
    return links.issue(
        purpose=VOTE_PURPOSE,
        subject_id=voter.pk,
        recipient=who.email,
        recipient_name=who.name,
        lifetime=timedelta(days=70),
    )


def ended(vote: Vote) -> Vote:
    """Let the time of a vote be up; its result is not worked out yet."""
    Vote.objects.filter(pk=vote.pk).update(ends_at=timezone.now() - timedelta(minutes=1))
    vote.refresh_from_db()
    return vote
