"""„Spielregeln“: choose one of the three ways, then change what does not fit."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.kit.conflicts import save_at
from drehscheibe.kit.pages import revisions

from .. import access
from ..models import Body, Governance
from ..presets import UsualBody, Way, way_of
from ..rules import tidied
from ..vocabulary import Preset


@transaction.atomic
def choose_preset(preset: str, *, by: Actor) -> Governance:
    """Set the rules of one of the three ways, all of them; found its usual groups where the alliance has none yet.

    Groups that exist are left as they are, their own rules too. Raises KeyError for an unknown preset.
    """
    require(access.can_edit_bodies(by))
    lock_alliance()
    way = way_of(preset)
    rules = Governance.objects.first() or Governance.objects.create()
    Governance.objects.filter(pk=rules.pk).update(preset=way.preset, **way.sets, version=F("version") + 1)
    rules.refresh_from_db()
    founded = _found_usual_bodies(way)
    audit.record(by, "governance.chosen", rules, preset=str(way.preset), bodies=founded)
    revisions.bump(f"alliance:{rules.alliance_id}")
    return rules


def _found_usual_bodies(way: Way) -> int:
    if Body.objects.filter(closed_on=None).exists():
        return 0
    return len(Body.objects.bulk_create(_usual(usual, rank) for rank, usual in enumerate(way.bodies)))


def _usual(usual: UsualBody, rank: int) -> Body:
    return Body(
        kind=usual.kind,
        name=str(usual.name),
        purpose=str(usual.purpose),
        duties=[str(duty) for duty in usual.duties],
        has_everyone=usual.has_everyone,
        opened_on=timezone.localdate(),
        rank=rank,
        **(usual.own or {}),
    )


@transaction.atomic
def change_rules(values: Mapping[str, Any], *, version: int, by: Actor) -> Governance:
    """Save rules that were read at `version`; raise ChangedMeanwhile where somebody saved them since.

    Raises ValidationError where secret votes by link are asked for outside of an association.

    What the other values leave without meaning is taken out: no share without a quorum, no number of votes to carry
    where none is handed on.
    """
    require(access.can_edit_bodies(by))
    rules = Governance.objects.first() or Governance.objects.create()
    if values.get("secret_by_link") and rules.preset != Preset.ASSOCIATION:
        raise ValidationError(_("Geheim über einen Link abstimmen können nur eingetragene Vereine."))
    values = tidied({"second_call": rules.second_call, **values})
    changed = sorted(key for key, value in values.items() if getattr(rules, key) != value)
    save_at(version, rules, values, Governance.objects.all())
    rules.refresh_from_db()
    audit.record(by, "governance.changed", rules, fields=changed)
    return rules
