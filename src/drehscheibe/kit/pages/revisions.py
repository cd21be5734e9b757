"""Raise and compare revisions. A write raises the keys it changed; a stored page compares those it read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F

from .models import Revision

COUNTER = ""
# What nearly every page reads and hardly anything changes, such as the names of places.
RARE = "rare"


@transaction.atomic
def bump(*keys: str) -> int:
    """Note a change of `keys`, in the transaction of the change; return the new counter value.

    Call it last: on PostgreSQL the counter row stays locked until the commit.
    """
    Revision.objects.get_or_create(key=COUNTER)
    Revision.objects.filter(key=COUNTER).update(value=F("value") + 1)
    value = Revision.objects.values_list("value", flat=True).get(key=COUNTER)
    for key in sorted(set(keys)):
        Revision.objects.update_or_create(key=key, defaults={"value": value})
    return value


@dataclass(frozen=True, slots=True)
class Look:
    """The counter, the last change of what `RARE` stands for, and the newest change of the keys asked for."""

    counter: int
    rare: int
    newest: int


def look(keys: Sequence[str] = ()) -> Look:
    """Compare revisions with one statement: every change up to `counter` is visible to reads that start now.

    Hand-written because it runs for every public request; the table belongs to no alliance.
    """
    marks = ", ".join(["%s"] * (len(keys) + 2))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT key, value FROM pages_revision WHERE key IN ({marks})",  # noqa: S608  nothing but %s marks
            [COUNTER, RARE, *keys],
        )
        found = dict(cursor.fetchall())
    return Look(found.get(COUNTER, 0), found.get(RARE, 0), max((found.get(key, 0) for key in keys), default=0))


def now() -> int:
    """Return the counter."""
    return look().counter
