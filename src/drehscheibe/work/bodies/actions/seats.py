"""Who sits in a group: give seats, say who speaks, end seats. History stays."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.conflicts import save_at
from drehscheibe.kit.pages import revisions
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.vocabulary import MembershipKind, State

from .. import access
from ..mails import seats as mails
from ..models import Body, JoinWish, Seat
from ..queries import seats as queries
from ..vocabulary import SeatRole, WishState


@transaction.atomic
def give_seats(
    body: Body, organisations: Sequence[Organisation], *, values: Mapping[str, Any] | None = None, by: Actor
) -> list[Seat]:
    """Take partners into a group; those that sit there already are left as they are. Returns the new seats.

    `values` are columns of `Seat` for all of them. Without `has_vote` a partner votes as its membership says. Whoever
    had asked to join has the answer with it. Raises ValidationError for a partner that left, or a group that ended.
    """
    require(access.can_lead(by, body))
    hold(body)
    _check_open(body)
    if any(one.state != State.MEMBER for one in organisations):
        raise ValidationError(_("Einen Platz in einer Gruppe bekommen nur Partner, die heute dabei sind."))
    seated = set(Seat.objects.filter(body=body, ended_on=None).values_list("organisation_id", flat=True))
    new = [one for one in {one.pk: one for one in organisations}.values() if one.pk not in seated]
    seats = Seat.objects.bulk_create(_seat(body, one, values or {}) for one in new)
    if seats:
        wishes = JoinWish.objects.filter(body=body, organisation__in=new, state=WishState.NEW)
        wishes.update(state=WishState.ACCEPTED, settled_at=timezone.now())
        audit.record(by, "seat.given", body, partners=len(seats))
        _bump(body)
    return seats


def hold(body: Body) -> None:
    """Wait until nobody else changes who sits in a group: a double click must not give two seats."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)


def _seat(body: Body, organisation: Organisation, values: Mapping[str, Any]) -> Seat:
    votes = organisation.membership_kind == MembershipKind.VOTING
    given = {"has_vote": votes, "since": timezone.localdate(), **values}
    return Seat(body=body, organisation=organisation, **_consistent(given))


def _consistent(values: Mapping[str, Any]) -> dict[str, Any]:
    """Who advises does not vote."""
    return {**values, "has_vote": False} if values.get("role") == SeatRole.ADVISORY else dict(values)


@transaction.atomic
def change_seat(body: Body, organisation: Organisation, values: Mapping[str, Any], *, version: int, by: Actor) -> Seat:
    """Save who speaks for a partner in a group, until when, and whether it votes.

    In a group of everybody the row is made with the first change. Raises ChangedMeanwhile where somebody saved it
    since `version`, ValidationError for a partner that does not sit there.
    """
    require(access.can_lead(by, body))
    hold(body)
    seat = queries.seat_of(body, organisation)
    if seat is None:
        return _note_in_body_of_everybody(body, organisation, values, by=by)
    new = _consistent(values)
    changed = sorted(key for key, value in new.items() if getattr(seat, key) != value)
    save_at(version, seat, new, Seat.objects.select_related("delegate", "deputy"))
    seat.refresh_from_db()
    audit.record(by, "seat.changed", seat, fields=changed)
    return seat


def _note_in_body_of_everybody(body: Body, organisation: Organisation, values: Mapping[str, Any], *, by: Actor) -> Seat:
    if not queries.sits(body, organisation):
        raise ValidationError(_("Dieser Partner ist nicht in der Gruppe. Nehmen Sie ihn zuerst auf."))
    seat = Seat.objects.create(body=body, organisation=organisation, **_consistent(values))
    audit.record(by, "seat.changed", seat, fields=sorted(values))
    return seat


@transaction.atomic
def end_seat(seat: Seat, *, on: date, by: Actor) -> None:
    """Note that a partner does not work in a group any more; ending it twice changes nothing.

    In a group of everybody only what was noted about it ends. Raises ValidationError for a day in the future.
    """
    require(access.can_lead(by, seat.body))
    if on > timezone.localdate():
        raise ValidationError(_("Der Tag liegt in der Zukunft. Tragen Sie ihn bei „Gewählt oder benannt bis“ ein."))
    _end(seat, on=on, by=by)


def _end(seat: Seat, *, on: date, by: Actor) -> None:
    if Seat.objects.filter(pk=seat.pk, ended_on=None).update(ended_on=on, version=F("version") + 1):
        audit.record(by, "seat.ended", seat)
        _bump(seat.body)


# By the worker


@transaction.atomic
def end_seats_of_former_partners(*, by: Actor) -> int:
    """End the seats of organisations that left, on the day they did; return how many."""
    require(access.can_edit_bodies(by))
    seats = queries.left_behind()
    for seat in seats:
        _end(seat, on=seat.organisation.left_on or timezone.localdate(), by=by)
    return len(seats)


@transaction.atomic
def remind_of_terms(*, by: Actor) -> int:
    """Tell the coordination in one mail whose term ends within six weeks; each end of a term once."""
    require(access.can_edit_bodies(by))
    due = [seat for seat in queries.terms_ending() if seat.reminded_of != seat.until]
    for seat in due:
        Seat.objects.filter(pk=seat.pk).update(reminded_of=seat.until)
    if due:
        mails.queue_terms(due)
    return len(due)


def _check_open(body: Body) -> None:
    if body.closed_on is not None:
        raise ValidationError(_("Diese Gruppe ist beendet. Nehmen Sie sie zuerst wieder auf."))


def _bump(body: Body) -> None:
    revisions.bump(f"alliance:{body.alliance_id}")
