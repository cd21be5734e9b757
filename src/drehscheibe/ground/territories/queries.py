"""Reads of territories. They are public facts, so everybody may read them, in any scope."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from drehscheibe.kit.text import folded

from . import rules
from .models import Postcode, Territory
from .rules import Point

Kind = Territory.Kind
KREIS_LEVEL = (Kind.KREIS, Kind.CITY)
POSTCODE_DIGITS = 5
# Circles of successors cannot be made by the import; a chain this long is one.
_MOST_SUCCESSORS = 10


@dataclass(frozen=True, slots=True)
class Near:
    territory: Territory
    km: float


def current() -> QuerySet[Territory]:
    """Return the territories of today."""
    return Territory.objects.filter(valid_until=None)


def newest_date() -> date | None:
    """Return the date of the newest official directory that was loaded."""
    rows = Territory.objects.exclude(kind=Kind.DISTRICT).exclude(as_of=None)
    return rows.order_by("-as_of").values_list("as_of", flat=True).first()


# One territory


def by_key(key: str) -> Territory | None:
    """Return the territory of an official key, also one that is gone. "05111000" finds the city 05111."""
    if not key.isprintable():  # PostgreSQL refuses texts with NUL
        return None
    return Territory.objects.filter(ags=rules.normal_key(key)).first()


def land_by_slug(slug: str) -> Territory | None:
    return current().filter(kind=Kind.LAND, slug=slug).first()


def kreis_by_slug(slug: str) -> Territory | None:
    """Return the Kreis or kreisfreie Stadt of an address; old ones too, so that addresses lead on."""
    return Territory.objects.filter(kind__in=KREIS_LEVEL, slug=slug).first()


def current_of(territory: Territory) -> Territory:
    """Return what the territory is today: itself, or the last of its successors."""
    for _step in range(_MOST_SUCCESSORS):
        if territory.is_current or territory.successor is None:
            break
        territory = territory.successor
    return territory


# Lists


def laender() -> list[Territory]:
    return list(current().filter(kind=Kind.LAND))


def kreise_of(land: str) -> list[Territory]:
    """Return the Kreise and kreisfreie Städte of a Land (its two digits) by name."""
    return sorted(current().filter(land=land, kind__in=KREIS_LEVEL), key=lambda kreis: (kreis.slug, kreis.ags))


def path_of(territory: Territory) -> list[Territory]:
    """Return the way down to a territory, e.g. Brandenburg › Landkreis Prignitz › Perleberg."""
    return paths_of([territory])[territory.pk]


def paths_of(territories: Iterable[Territory]) -> dict[int, list[Territory]]:
    """Return the paths of many territories with one statement, by primary key."""
    wanted = list(territories)
    keys = {key for territory in wanted for key in (territory.land, territory.kreis)} - {"", *(t.ags for t in wanted)}
    above = {found.ags: found for found in [*Territory.objects.filter(ags__in=keys), *wanted]} if keys else {}
    return {territory.pk: _path(territory, above) for territory in wanted}


def _path(territory: Territory, above: dict[str, Territory]) -> list[Territory]:
    """Leave out the Land where it is the city itself: Berlin › Pankow, not Berlin › Berlin › Pankow."""
    keys = [key for key in (territory.land, territory.kreis) if key and key != territory.ags]
    if territory.kreis and territory.land in rules.CITY_STATES:
        keys.remove(territory.land)
    return [*(above[key] for key in keys if key in above), territory]


# Searching


def search_places(text: str, limit: int = 10) -> list[Territory]:
    """Return the places that a name or a postcode may mean, the likeliest first.

    Several can be right: a postcode may belong to many municipalities, and names repeat. A place that no longer
    exists is answered by its successor.
    """
    words = text.split()
    code = next((word for word in words if word.isascii() and word.isdigit() and len(word) <= POSTCODE_DIGITS), "")
    name = folded(" ".join(word for word in words if word != code))
    found = _by_postcode(code, name, limit) if code else _by_name(name, limit)
    return _shown_once(found)[:limit]


def _by_name(name: str, limit: int) -> list[Territory]:
    if not name:
        return []
    return list(_ranked(_known().filter(search_name__contains=name), name)[: 2 * limit])


def _by_postcode(code: str, name: str, limit: int) -> list[Territory]:
    """Return the places of a postcode, or of its first digits; the name narrows them where it fits."""
    match = Q(code=code) if len(code) == POSTCODE_DIGITS else Q(code__startswith=code)
    places = _known().filter(pk__in=Postcode.objects.filter(match).values("territory"))
    found = list(_ranked(places, name)[: 2 * limit])
    return [place for place in found if name in place.search_name] or found


def _known() -> QuerySet[Territory]:
    return Territory.objects.filter(Q(valid_until=None) | Q(successor__isnull=False)).select_related("successor")


def _ranked(places: QuerySet[Territory], name: str) -> QuerySet[Territory]:
    """Order: the very name, names that begin so, names with a word that begins so, the rest; then by population."""
    rank = Case(
        When(search_name=name, then=Value(0)),
        When(search_name__startswith=name, then=Value(1)),
        When(search_name__contains=f" {name}", then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return places.order_by(rank, F("population").desc(nulls_last=True), "ags")


def _shown_once(found: Collection[Territory]) -> list[Territory]:
    places = {place.ags: place for place in map(current_of, found) if place.is_current}
    cities = {place.land for place in places.values() if place.kind == Kind.CITY}
    doubled = {key for key in rules.CITY_STATES & cities if key in places}
    return [place for key, place in places.items() if key not in doubled]


def nearest(
    point: Point, *, km: float, limit: int = 20, kinds: Collection[str] = (Kind.MUNICIPALITY, Kind.CITY)
) -> list[Near]:
    """Return the places within `km` of a point, the nearest first."""
    box = rules.box_around(point, km)
    inside = current().filter(
        kind__in=kinds, latitude__range=(box.south, box.north), longitude__range=(box.west, box.east)
    )
    found = [Near(place, rules.distance_km(point, place.point)) for place in inside if place.point is not None]
    return sorted((near for near in found if near.km <= km), key=lambda near: (near.km, near.territory.ags))[:limit]
