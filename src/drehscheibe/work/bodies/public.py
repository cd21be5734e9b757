"""Groups as everybody may see them."""

from dataclasses import dataclass

from django.db.models import Count

from .models import Body, Seat
from .vocabulary import BodyKind


@dataclass(frozen=True, slots=True)
class PublicBody:
    """A group that everybody may know of; `partners` is 0 where all of them belong to it."""

    name: str
    kind: str
    purpose: str
    duties: tuple[str, ...]
    has_everyone: bool
    is_joinable: bool
    partners: int

    @property
    def kind_label(self) -> str:
        return str(BodyKind(self.kind).label)


def bodies_of(alliance_id: int) -> list[PublicBody]:
    """Return the public groups of an alliance, in the order that it gave them; two statements.

    In the published scope no other row can be read; the preview asks in the alliance's own scope.
    """
    rows = Body.objects.filter(Body.published_rows, alliance_id=alliance_id).order_by("rank", "pk")
    found = list(rows.values_list("pk", "name", "kind", "purpose", "duties", "has_everyone", "is_joinable"))
    keys = [row[0] for row in found if not row[5]]
    seats = Seat.objects.filter(body__in=keys, ended_on=None).order_by() if keys else Seat.objects.none()
    counts = dict(seats.values_list("body_id").annotate(Count("pk")))
    return [
        PublicBody(name, kind, purpose, tuple(duties), has_everyone, is_joinable, counts.get(key, 0))
        for key, name, kind, purpose, duties, has_everyone, is_joinable in found
    ]


def has_bodies(alliance_id: int) -> bool:
    """Tell whether an alliance shows groups; one statement."""
    return Body.objects.filter(Body.published_rows, alliance_id=alliance_id).exists()
