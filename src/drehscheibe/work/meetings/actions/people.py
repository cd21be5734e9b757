"""The list of a meeting: who sits in the body, and guests."""

from django.db import transaction
from django.utils import timezone

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.work.bodies.queries.seats import Sitting, sittings
from drehscheibe.work.partners.models import Organisation, Person
from drehscheibe.work.partners.vocabulary import Channel as Post

from .. import access
from ..models import Invitee, Meeting
from ..vocabulary import Channel, InviteeKind

_OF_SEAT = ("person", "has_vote", "channel", "removed_at")


@transaction.atomic
def fill_invitees(meeting: Meeting, *, by: Actor) -> int:
    """Bring the list up to the body as it is today; return how many partners came onto it or left it.

    Guests stay. Who left the body is marked as removed, so that what she answered is still known; who comes back is
    there again.
    """
    require(access.can_run(by, meeting))
    known = {row.organisation_id: row for row in meeting.invitees.filter(kind=InviteeKind.SEAT)}
    seated = sittings(meeting.body)
    new = [_new(meeting, one) for one in seated if one.organisation.pk not in known]
    Invitee.objects.bulk_create(new)
    changed = [row for one in seated if (row := known.get(one.organisation.pk)) and _brought_up(row, one)]
    gone = [row for key, row in known.items() if key not in {one.organisation.pk for one in seated}]
    left = [row for row in gone if row.removed_at is None]
    Invitee.objects.filter(pk__in=[row.pk for row in left]).update(removed_at=timezone.now())
    for row in changed:  # seldom more than a few
        row.save(update_fields=_OF_SEAT)
    if new or left:
        audit.record(by, "invitee.added", meeting, added=len(new), removed=len(left))
    return len(new) + len(left)


def _new(meeting: Meeting, one: Sitting) -> Invitee:
    return Invitee(
        meeting=meeting,
        organisation=one.organisation,
        person=one.person,
        has_vote=one.has_vote,
        channel=way_to(one.organisation, one.person),
    )


def _brought_up(row: Invitee, one: Sitting) -> bool:
    """Change a line where the seat has changed; tell whether it did."""
    now = (one.person.pk if one.person else None, one.has_vote, way_to(one.organisation, one.person), None)
    if (row.person_id, row.has_vote, row.channel, row.removed_at) == now:
        return False
    row.person, row.has_vote, row.channel, row.removed_at = one.person, one.has_vote, now[2], None
    return True


def way_to(organisation: Organisation, person: Person | None) -> Channel:
    """Return how a partner is invited: as it wishes, else as it can be reached, else by telephone only."""
    has_mail = bool(person and person.email)
    if has_mail and (organisation.channel == Post.MAIL or not has_address(organisation)):
        return Channel.MAIL
    return Channel.LETTER if has_address(organisation) else Channel.NONE


def has_address(organisation: Organisation) -> bool:
    return bool(organisation.street and organisation.postcode and organisation.place)
