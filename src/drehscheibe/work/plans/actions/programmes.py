"""Writes of programmes that pay for projects."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.conflicts import save_at
from drehscheibe.kit.pages import revisions

from .. import access
from ..models import Programme


@transaction.atomic
def add_programme(values: Mapping[str, Any], *, by: Actor) -> Programme:
    """Add a programme behind the others, for projects to be put under."""
    require(access.can_edit_projects(by))
    last = Programme.objects.aggregate(last=Max("rank"))["last"]
    programme = Programme.objects.create(**values, rank=0 if last is None else last + 1)
    audit.record(by, "programme.added", programme)
    revisions.bump(f"alliance:{programme.alliance_id}")
    return programme


@transaction.atomic
def change_programme(programme: Programme, values: Mapping[str, Any], *, version: int, by: Actor) -> Programme:
    """Save what was read at `version`; raise ChangedMeanwhile where somebody saved it since."""
    require(access.can_edit_projects(by))
    save_at(version, programme, values, Programme.objects.all())
    programme.refresh_from_db()
    audit.record(by, "programme.changed", programme)
    revisions.bump(f"alliance:{programme.alliance_id}")
    return programme


@transaction.atomic
def remove_programme(programme: Programme, *, by: Actor) -> None:
    """Delete a programme; its projects stay, without it."""
    require(access.can_edit_projects(by))
    audit.record(by, "programme.removed", programme)
    alliance_id = programme.alliance_id
    programme.delete()
    revisions.bump(f"alliance:{alliance_id}")
