"""What partners bring. The team writes it down, or the partner itself through its link."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.conflicts import save_at
from drehscheibe.kit.pages import revisions

from .. import access
from ..models import Organisation, Pledge


@transaction.atomic
def add_pledge(organisation: Organisation, values: Mapping[str, Any], *, by: Actor) -> Pledge:
    require(access.can_answer_for(by, organisation))
    pledge = Pledge.objects.create(**values, organisation=organisation)
    audit.record(by, "pledge.added", pledge)
    revisions.bump(f"alliance:{pledge.alliance_id}")
    return pledge


@transaction.atomic
def change_pledge(pledge: Pledge, values: Mapping[str, Any], *, version: int, by: Actor) -> Pledge:
    """Save a pledge that was read at `version`; raise ChangedMeanwhile where somebody saved it since."""
    require(access.can_answer_for(by, pledge.organisation))
    changed = sorted(key for key, value in values.items() if getattr(pledge, key) != value)
    save_at(version, pledge, values, Pledge.objects.all())
    pledge.refresh_from_db()
    audit.record(by, "pledge.changed", pledge, fields=changed)
    revisions.bump(f"alliance:{pledge.alliance_id}")
    return pledge


@transaction.atomic
def end_pledge(pledge: Pledge, *, by: Actor) -> None:
    """Note that a pledge holds no more; the row stays, since it was counted on once."""
    require(access.can_answer_for(by, pledge.organisation))
    pledge.is_open = False
    pledge.save(update_fields=["is_open"])
    audit.record(by, "pledge.ended", pledge)
    revisions.bump(f"alliance:{pledge.alliance_id}")
