"""Joining and leaving a group by interest: through one's own page, or noted by the team."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.pages import revisions
from drehscheibe.work.partners.models import Organisation, Person
from drehscheibe.work.partners.vocabulary import MembershipKind, State

from .. import access
from ..mails import joining as mails
from ..models import Body, JoinWish, Seat
from ..queries import seats as queries
from ..queries.joining import may_be_asked_for
from ..vocabulary import WishState
from .seats import hold


@transaction.atomic
def join(
    body: Body, organisation: Organisation, *, person: Person | None, text: str = "", by: Actor
) -> Seat | JoinWish:
    """Take a partner into a group that everybody may join; for another group note the wish. The team gets a mail.

    Asked twice, the answer is the same seat or wish. Raises ValidationError for a group that cannot be asked for.
    """
    require(access.can_join_for(by, organisation))
    hold(body)
    _check(body, organisation)
    if (seat := queries.seat_of(body, organisation)) is not None:
        return seat
    if not body.is_joinable:
        return wish_to_join(body, organisation, person=person, text=text, by=by)
    votes = organisation.membership_kind == MembershipKind.VOTING
    seat = Seat.objects.create(
        body=body, organisation=organisation, delegate=person, has_vote=votes, since=timezone.localdate()
    )
    audit.record(by, "seat.given", body, partners=1)
    if not access.can_edit_bodies(by):
        mails.queue_joined(seat, text=text)
    revisions.bump(f"alliance:{body.alliance_id}")
    return seat


def _check(body: Body, organisation: Organisation) -> None:
    if body.closed_on is not None:
        raise ValidationError(_("Diese Gruppe gibt es nicht mehr."))
    if organisation.state != State.MEMBER:
        raise ValidationError(_("Mitmachen können Partner, die im Bündnis dabei sind."))
    if not may_be_asked_for(body):
        raise ValidationError(_("In diese Gruppe wird man gewählt oder benannt. Sprechen Sie die Koordination an."))


@transaction.atomic
def wish_to_join(
    body: Body, organisation: Organisation, *, person: Person | None, text: str = "", by: Actor
) -> JoinWish:
    """Note that a partner would like to work in a group; one wish per group and partner is open at a time."""
    require(access.can_join_for(by, organisation))
    hold(body)
    _check(body, organisation)
    known = JoinWish.objects.filter(body=body, organisation=organisation, state=WishState.NEW).first()
    if known is not None:
        return known
    wish = JoinWish.objects.create(body=body, organisation=organisation, person=person, text=text)
    audit.record(by, "join_wish.made", wish)
    if not access.can_edit_bodies(by):
        mails.queue_wish(wish)
    return wish


@transaction.atomic
def leave(body: Body, organisation: Organisation, *, by: Actor) -> bool:
    """End a partner's seat at its own wish and tell the team; False where it had none or belongs by being a partner."""
    require(access.can_join_for(by, organisation))
    seat = None if body.has_everyone else queries.seat_of(body, organisation)
    if seat is None:
        return False
    Seat.objects.filter(pk=seat.pk).update(ended_on=timezone.localdate())
    audit.record(by, "seat.ended", seat)
    mails.queue_left(seat)
    revisions.bump(f"alliance:{body.alliance_id}")
    return True


@transaction.atomic
def accept_wish(wish: JoinWish, *, text: str = "", by: Actor) -> Seat:
    """Take in whoever asked and tell her. Raises ValidationError where the wish has its answer already."""
    require(access.can_lead(by, wish.body))
    hold(wish.body)
    _check(wish.body, wish.organisation)
    _settle(wish, WishState.ACCEPTED, text)
    seat = queries.seat_of(wish.body, wish.organisation)
    if seat is None:
        votes = wish.organisation.membership_kind == MembershipKind.VOTING
        seat = Seat.objects.create(
            body=wish.body,
            organisation=wish.organisation,
            delegate=wish.person,
            has_vote=votes,
            since=timezone.localdate(),
        )
    audit.record(by, "join_wish.accepted", wish)
    mails.queue_answer(wish)
    revisions.bump(f"alliance:{wish.alliance_id}")
    return seat


@transaction.atomic
def decline_wish(wish: JoinWish, *, text: str = "", by: Actor) -> None:
    """Do not take in whoever asked, and tell her why. Raises ValidationError like `accept_wish`."""
    require(access.can_lead(by, wish.body))
    _settle(wish, WishState.DECLINED, text)
    audit.record(by, "join_wish.declined", wish)
    mails.queue_answer(wish)


def _settle(wish: JoinWish, state: WishState, text: str) -> None:
    """Decide once: the second of two who press at the same time is told."""
    open_wish = JoinWish.objects.filter(pk=wish.pk, state=WishState.NEW)
    if not open_wish.update(state=state, settled_at=timezone.now(), answer=text):
        raise ValidationError(_("Darauf hat schon jemand geantwortet."))
    wish.refresh_from_db(fields=["state", "settled_at", "answer"])
