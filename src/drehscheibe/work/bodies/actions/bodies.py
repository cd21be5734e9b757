"""Found, change, order, close and reopen groups."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.conflicts import save_at
from drehscheibe.kit.pages import revisions

from .. import access
from ..models import Body, JoinWish
from ..rules import tidied
from ..vocabulary import WishState

FOR_THE_COORDINATION = ("lead", "kind", "has_everyone")
"""What a group's lead does not change in her own group."""


@transaction.atomic
def open_body(values: Mapping[str, Any], *, by: Actor) -> Body:
    """Found a group at the end of the list. All partners decide that; `opened_by` says where they did."""
    require(access.can_edit_bodies(by))
    last = Body.objects.aggregate(last=Max("rank"))["last"]
    body = Body.objects.create(**{"opened_on": timezone.localdate(), **values}, rank=0 if last is None else last + 1)
    audit.record(by, "body.opened", body, kind=str(body.kind))
    revisions.bump(f"alliance:{body.alliance_id}")
    return body


@transaction.atomic
def change_body(body: Body, values: Mapping[str, Any], *, version: int, by: Actor) -> Body:
    """Save a group that was read at `version`; raise ChangedMeanwhile where somebody saved it since.

    A lead names no other lead, and makes no group of all partners out of hers: she could write to everybody then.
    """
    require(access.can_lead(by, body))
    if any(name in values and values[name] != getattr(body, name) for name in FOR_THE_COORDINATION):
        require(access.can_edit_bodies(by))
    return _save(body, values, version=version, by=by)


@transaction.atomic
def change_body_rules(body: Body, values: Mapping[str, Any], *, version: int, by: Actor) -> Body:
    """Save where a group's rules differ from the alliance's; empty values mean: as the alliance."""
    require(access.can_edit_bodies(by))
    return _save(body, tidied(values), version=version, by=by)


def _save(body: Body, values: Mapping[str, Any], *, version: int, by: Actor) -> Body:
    changed = sorted(key for key, value in values.items() if getattr(body, key) != value)
    save_at(version, body, values, Body.objects.select_related("lead"))
    body.refresh_from_db()
    audit.record(by, "body.changed", body, fields=changed)
    revisions.bump(f"alliance:{body.alliance_id}")
    return body


@transaction.atomic
def move_body(body: Body, *, up: bool, by: Actor) -> None:
    """Change places with the neighbour; at the end of the list nothing happens."""
    require(access.can_edit_bodies(by))
    order = list(Body.objects.filter(closed_on=None).values_list("pk", flat=True))
    here = order.index(body.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for rank, key in enumerate(order):
        Body.objects.filter(pk=key).exclude(rank=rank).update(rank=rank)
    audit.record(by, "body.moved", body, up=up)
    revisions.bump(f"alliance:{body.alliance_id}")


@transaction.atomic
def close_body(body: Body, *, on: date, by: Actor) -> Body:
    """End a group's work. Its partners, messages and meetings stay to be read; open wishes to join are declined.

    Raises ValidationError for a day in the future and for a group that has ended.
    """
    require(access.can_edit_bodies(by))
    if on > timezone.localdate():
        raise ValidationError(_("Der Tag liegt in der Zukunft. Beenden Sie die Gruppe, wenn es so weit ist."))
    if not Body.objects.filter(pk=body.pk, closed_on=None).update(closed_on=on, version=F("version") + 1):
        raise ValidationError(_("Diese Gruppe ist schon beendet."))
    wishes = JoinWish.objects.filter(body=body, state=WishState.NEW)
    wishes.update(state=WishState.DECLINED, settled_at=timezone.now())
    body.refresh_from_db()
    audit.record(by, "body.closed", body)
    revisions.bump(f"alliance:{body.alliance_id}")
    return body


@transaction.atomic
def reopen_body(body: Body, *, by: Actor) -> Body:
    """Let a group work again, with the partners it had. Does nothing for one that never ended."""
    require(access.can_edit_bodies(by))
    if Body.objects.filter(pk=body.pk).exclude(closed_on=None).update(closed_on=None, version=F("version") + 1):
        audit.record(by, "body.reopened", body)
        revisions.bump(f"alliance:{body.alliance_id}")
    body.refresh_from_db()
    return body
