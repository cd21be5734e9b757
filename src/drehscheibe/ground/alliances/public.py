"""What everybody may see. Returns frozen plain data, never rows; runs in the published scope."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from drehscheibe.ground.instance.models import Instance
from drehscheibe.ground.tenancy.models import Alliance, FormerSlug
from drehscheibe.kit.text import folded

from . import profile_data
from .models import Publication
from .vocabulary import Status

PAGE_SIZE = 50
_OVER = frozenset({Status.DISSOLVED.value, Status.MERGED.value})


@dataclass(frozen=True, slots=True)
class PublicAlliance:
    """A published profile with its address."""

    alliance_id: int
    slug: str
    is_tended: bool
    published_at: datetime
    land: str
    kreis: str
    latitude: float | None
    longitude: float | None
    document: profile_data.ProfileDocument

    @property
    def reads(self) -> tuple[str, ...]:
        return (f"alliance:{self.alliance_id}",)

    @property
    def is_over(self) -> bool:
        """Whether the alliance has ended, alone or in another one: its page stays, nobody answers any more."""
        return self.document.status in _OVER

    @property
    def takes_messages(self) -> bool:
        """Whether there are forms to write to the alliance and to join it."""
        return self.is_tended and not self.is_over


class Listed(NamedTuple):
    """One line of a list or one dot of a map."""

    alliance_id: int
    slug: str
    name: str
    place: str
    land: str
    kreis: str
    summary: str
    status: str
    is_tended: bool
    latitude: float | None
    longitude: float | None
    fields: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What a visitor asks for; empty means all.

    `covering` are official keys of a searched place and of what it lies in: alliances whose area is one of
    them cover the place. `within` are keys of a Land or Kreis named outright: alliances inside it match.
    """

    text: str = ""
    land: str = ""
    kreis: str = ""
    field: str = ""
    status: str = ""
    covering: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


_PROFILE = tuple(field.name for field in fields(PublicAlliance))
_LISTED = Listed._fields
# Prepared once: building up these conditions takes longer than the database needs for its answer.
_IN_FINDER = Publication.objects.filter(in_finder=True)
_ALIVE = _IN_FINDER.exclude(status=Status.DISSOLVED)


def alliance(slug: str) -> PublicAlliance | None:
    """Return the published profile at an address, or None."""
    rows: Iterable[dict[str, Any]] = Publication.objects.filter(slug=slug).values(*_PROFILE)
    for row in rows:
        return PublicAlliance(**{**row, "document": profile_data.from_json(row["document"])})
    return None


def slug_now(slug: str) -> str | None:
    """Return today's address of a published alliance that once had `slug`, or None."""
    alliance_id = FormerSlug.objects.filter(slug=slug).values_list("alliance_id", flat=True).first()
    return slug_of(alliance_id) if alliance_id else None


def slug_of(alliance_id: int) -> str | None:
    """Return today's address of a published alliance, or None."""
    return Publication.objects.filter(alliance_id=alliance_id).values_list("slug", flat=True).first()


def current(slug: str) -> PublicAlliance | None:
    """Return the published profile at an address of today or a former one, or None."""
    if (found := alliance(slug)) is not None:
        return found
    now = slug_now(slug)
    return alliance(now) if now else None


def name_and_slug(alliance_id: int) -> tuple[str, str] | None:
    """Return what a link to a published alliance needs, or None."""
    return Publication.objects.filter(alliance_id=alliance_id).values_list("name", "slug").first()


def listed(filters: Filters, *, page: int = 1, size: int = PAGE_SIZE) -> list[Listed]:
    """Return one page of the finder, by place."""
    start = (page - 1) * size
    rows = _matching(filters).order_by("sort_name").values_list(*_LISTED)[start : start + size]
    return list(map(Listed._make, rows))


def count(filters: Filters) -> int:
    return _matching(filters).count()


class Dot(NamedTuple):
    """An alliance on the map."""

    slug: str
    name: str
    latitude: float
    longitude: float
    land: str
    kreis: str


def dots(filters: Filters) -> list[Dot]:
    """Return all matching alliances that have a place on the map."""
    rows = _matching(filters).exclude(latitude=None).order_by("sort_name")
    found = rows.values_list("slug", "name", "latitude", "longitude", "land", "kreis")
    return [Dot(*row) for row in found]  # type: ignore[arg-type]  # rows without a place are left out


def within_box(*, south: float, west: float, north: float, east: float) -> list[Listed]:
    """Return the alliances in a box of degrees, in no order: a first filter for distances."""
    rows = _matching(Filters()).filter(latitude__range=(south, north), longitude__range=(west, east))
    return list(map(Listed._make, rows.values_list(*_LISTED)))


def newest(limit: int) -> list[Listed]:
    """Return the alliances whose profile was published last."""
    return list(map(Listed._make, _matching(Filters()).order_by("-published_at", "-pk").values_list(*_LISTED)[:limit]))


def count_by_land() -> dict[str, int]:
    """Return how many alliances the finder shows in each Land that has any."""
    return dict(_matching(Filters()).order_by().values_list("land").annotate(Count("pk")))


def count_by_kreis(land: str) -> dict[str, int]:
    return dict(_matching(Filters(land=land)).order_by().values_list("kreis").annotate(Count("pk")))


def everything(filters: Filters) -> list[Listed]:
    """Return all matching lines, for exports."""
    return list(map(Listed._make, _matching(filters).order_by("sort_name").values_list(*_LISTED)))


def _matching(filters: Filters) -> QuerySet[Publication]:
    rows = _IN_FINDER.filter(status=filters.status) if filters.status else _ALIVE.all()
    if filters.land:
        rows = rows.filter(land=filters.land)
    if filters.kreis:
        rows = rows.filter(kreis=filters.kreis)
    if filters.field:
        rows = rows.filter(fields__contains=f"|{filters.field}|")
    return rows.filter(_asked(filters)) if filters.text or filters.covering or filters.within else rows


def _asked(filters: Filters) -> Q:
    """Match a place by its keys or a topic by its words; each word must be found."""
    places = Q(land__in=filters.within) | Q(kreis__in=filters.within) if filters.within else Q()
    for key in filters.covering:
        places |= Q(areas__contains=f"|{key}|")
    words = Q()
    for word in folded(filters.text).split():
        words &= Q(search_text__contains=word)
    return places | words if filters.text else places


def the_only_one() -> str | None:
    """Return the address of the alliance that stands at `/`: the one that the operator chose, or the only one there is."""
    chosen = Exists(Instance.objects.filter(only_alliance=OuterRef("pk")))
    rows = Alliance.objects.annotate(is_chosen=chosen).order_by("-is_chosen", "pk")
    found = list(rows.values_list("slug", "is_chosen")[:2])
    return found[0][0] if found and (len(found) == 1 or found[0][1]) else None


# What the offices see of the network


class Published(NamedTuple):
    """One alliance as an office sees it: what is published, when, and when somebody vouched for it."""

    alliance_id: int
    slug: str
    name: str
    place: str
    land: str
    kreis: str
    status: str
    is_tended: bool
    in_finder: bool
    published_at: datetime
    confirmed_at: datetime | None


def network(
    *, text: str = "", land: str = "", status: str = "", tended: bool | None = None
) -> "QuerySet[Publication, Published]":
    """Return all published alliances by place, also those that are dissolved or stay out of the finder."""
    rows = Publication.objects.order_by("sort_name")
    if land:
        rows = rows.filter(land=land)
    if status:
        rows = rows.filter(status=status)
    if tended is not None:
        rows = rows.filter(is_tended=tended)
    for word in folded(text).split():
        rows = rows.filter(search_text__contains=word)
    fields = (*Published._fields,)
    return rows.values_list(*fields)
