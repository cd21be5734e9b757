"""Raise and compare revisions. A write raises the keys it changed; a stored page compares those it read."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import F

from .models import Revision

COUNTER = ""


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


def now() -> int:
    """Return the counter: every change up to this value is visible to reads that start now."""
    return Revision.objects.filter(key=COUNTER).values_list("value", flat=True).first() or 0


def now_and_newest(keys: Sequence[str]) -> tuple[int, int]:
    """Return the counter and the newest change among `keys` with one statement.

    Hand-written because it runs for every public request; the table belongs to no alliance.
    """
    marks = ", ".join(["%s"] * (len(keys) + 1))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key, value FROM pages_revision WHERE key IN ({marks})", [COUNTER, *keys])  # noqa: S608  only %s marks
        found = dict(cursor.fetchall())
    return found.pop(COUNTER, 0), max(found.values(), default=0)
