"""Writes the log. Called by every action, inside its transaction."""

from django.db.models import Model

from drehscheibe.ground.tenancy.access import Actor, Machine, Visitor

from .models import Entry

Detail = str | int | bool | None | list[str] | list[int]


def record(by: Actor, verb: str, on: Model, **details: Detail) -> Entry:
    """Add one entry, e.g. `record(member, "contact_point.changed", point, fields=["role"])`.

    `details` hold keys, counts and field names; names, addresses and texts do not belong into the log.
    """
    kind, key = _actor(by)
    return Entry.objects.create(
        verb=verb, actor_kind=kind, actor_id=key, object_kind=on._meta.label_lower, object_id=on.pk, details=details
    )


def _actor(by: Actor) -> tuple[str, int | None]:
    match by:
        case Visitor():
            return "visitor", None
        case Machine(name=name):
            return name[:20], None
        case _:
            return by._meta.model_name or "", by.pk
