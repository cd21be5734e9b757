"""Contact points, goals, topics … : the lists on a profile are edited alike, so they share these four writes."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, Max

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.conflicts import ChangedMeanwhile

from .. import access
from ..models import Picture, ProfileRow
from .files import drop_unused

Row = TypeVar("Row", bound=ProfileRow)


@transaction.atomic
def add_row(model: type[Row], values: Mapping[str, Any], *, by: Actor) -> Row:
    """Add a row at the end of its list."""
    require(access.can_edit_profile(by))
    last = model._default_manager.aggregate(last=Max("rank"))["last"]
    row = model(**values, rank=0 if last is None else last + 1)
    row.save()
    audit.record(by, f"{_noun(model)}.added", row)
    return row


@transaction.atomic
def change_row(row: Row, values: Mapping[str, Any], *, version: int, by: Actor) -> Row:
    """Save a row that was read at `version`; raise ChangedMeanwhile where somebody saved it since."""
    require(access.can_edit_profile(by))
    model = type(row)
    changed = sorted(key for key, value in values.items() if getattr(row, key) != value)
    saved = model._default_manager.filter(pk=row.pk, version=version).update(**values, version=F("version") + 1)
    if not saved:
        raise ChangedMeanwhile(model._default_manager.get(pk=row.pk))
    row.refresh_from_db()
    audit.record(by, f"{_noun(model)}.changed", row, fields=changed)
    return row


@transaction.atomic
def remove_row(row: ProfileRow, *, by: Actor) -> None:
    require(access.can_edit_profile(by))
    audit.record(by, f"{_noun(type(row))}.removed", row)
    row.delete()
    if isinstance(row, Picture):
        drop_unused([row.file_id])


@transaction.atomic
def move_row(row: ProfileRow, *, up: bool, by: Actor) -> None:
    """Change places with the neighbour; at the end of the list nothing happens. Numbers the list anew."""
    require(access.can_edit_profile(by))
    model = type(row)
    order = list(model._default_manager.values_list("pk", flat=True))
    here = order.index(row.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for rank, key in enumerate(order):
        model._default_manager.filter(pk=key).exclude(rank=rank).update(rank=rank)
    audit.record(by, f"{_noun(model)}.moved", row, up=up)


def _noun(model: type[ProfileRow]) -> str:
    return model._meta.model_name or ""
