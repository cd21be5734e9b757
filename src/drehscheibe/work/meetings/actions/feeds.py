"""Addresses of calendars to subscribe to: made for their owner, shown once, taken back by her."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.work.partners.models import Person

from .. import access

FEED_LIFETIME = timedelta(days=5 * 365)
"""Nobody thinks of renewing an address that stands in a telephone; whoever has one takes it back with one button."""


@transaction.atomic
def issue_feed(person: Person, *, by: Link) -> str:
    """Make the address of somebody's own calendar; return its token, which is not kept."""
    require(access.can_subscribe(by) and by.subject_id == person.pk)
    _link, token = links.issue(
        purpose=access.FEED_PURPOSE,
        subject_id=person.pk,
        recipient=person.email or by.recipient,
        recipient_name=person.name,
        lifetime=FEED_LIFETIME,
    )
    audit.record(by, "calendar.feed_issued", person)
    return token


@transaction.atomic
def issue_team_feed(*, by: Member) -> str:
    """Make the address of a calendar with all meetings for somebody of the team; return its token."""
    require(access.can_subscribe(by))
    _link, token = links.issue(
        purpose=access.TEAM_FEED_PURPOSE,
        subject_id=by.pk,
        recipient=by.user.email,
        recipient_name=by.name,
        lifetime=FEED_LIFETIME,
    )
    audit.record(by, "calendar.feed_issued", by)
    return token


@transaction.atomic
def revoke_feeds(owner: Person | Member, *, by: Link | Member) -> int:
    """Take back all addresses of the owner's calendar; return how many there were."""
    is_own = by == owner if isinstance(by, Member) else by.subject_id == owner.pk
    require(access.can_subscribe(by) and is_own)
    purpose = access.TEAM_FEED_PURPOSE if isinstance(owner, Member) else access.FEED_PURPOSE
    open_ones = Link.objects.filter(purpose=purpose, subject_id=owner.pk, revoked_at=None)
    number = open_ones.update(revoked_at=timezone.now())
    audit.record(by, "calendar.feeds_revoked", owner, number=number)
    return number
