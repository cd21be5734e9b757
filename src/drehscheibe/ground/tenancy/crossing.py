"""The one place that reads across alliances. Each function has a reason and a narrow answer.

Importable by the apps named in the import contract only.
"""

from collections.abc import Iterator
from typing import Any

from .models import Alliance, AllianceOwned, Member
from .scope import _crossing, alliance


def each_alliance_with(model: type[AllianceOwned], **due: Any) -> Iterator[Alliance]:
    """Yield every alliance that has rows of `model` matching `due`, each with its scope entered.

    For periodic jobs. Yields alliances, never rows: the loop body reads its rows inside the scope.
    """
    with _crossing():
        keys = list(model._default_manager.filter(**due).order_by().values_list("alliance_id", flat=True).distinct())
    for found in Alliance.objects.filter(pk__in=keys).order_by("pk"):
        with alliance(found.pk):
            yield found


def alliances_of(user_id: int) -> list[Alliance]:
    """Return the alliances a login belongs to: a person must find her own rooms after signing in."""
    with _crossing():
        keys = list(Member.objects.filter(user_id=user_id, is_active=True).values_list("alliance_id", flat=True))
    return list(Alliance.objects.filter(pk__in=keys).order_by("name"))
