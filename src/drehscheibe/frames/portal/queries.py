"""Reads for the portal's pages: names of Länder and Kreise, and what a visitor means by the words in the search box."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from drehscheibe.ground.alliances import public
from drehscheibe.ground.alliances.public import Filters, Listed
from drehscheibe.ground.alliances.vocabulary import Field, Status
from drehscheibe.ground.territories import queries as territories
from drehscheibe.ground.territories.models import Territory
from drehscheibe.ground.territories.rules import Point, box_around, distance_km
from drehscheibe.kit.text import folded

_REGION = ("ags", "name", "slug", "land", "latitude", "longitude")
NEAR_KM = (30.0, 100.0, 400.0)
_POSTCODE_DIGITS = 5
_PAGE_DIGITS = 4  # far beyond any list


class Region(NamedTuple):
    """A Land or Kreis in lists and menus."""

    key: str
    name: str
    slug: str
    land: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Regions:
    laender: dict[str, Region]
    kreise: dict[str, Region]

    def kreise_of(self, land: str) -> list[Region]:
        return [region for region in self.kreise.values() if region.land == land]

    def words(self, land: str, kreis: str) -> str:
        """Return "Landkreis Prignitz, Brandenburg"; only one of both where they are called the same."""
        names = [self.kreise[kreis].name] if kreis in self.kreise else []
        names += [self.laender[land].name] if land in self.laender else []
        return ", ".join(dict.fromkeys(names))


@lru_cache(maxsize=1)
def regions(rare: int) -> Regions:
    """Return the Länder and Kreise of today, kept in this process until places change (`revisions.RARE`)."""
    kinds = (Territory.Kind.LAND, *territories.KREIS_LEVEL)
    rows = territories.current().filter(kind__in=kinds).order_by("search_name", "ags")
    found = [(kind, Region(*row)) for kind, *row in rows.values_list("kind", *_REGION)]
    return Regions(
        laender={region.key: region for kind, region in found if kind == Territory.Kind.LAND},
        kreise={region.key: region for kind, region in found if kind != Territory.Kind.LAND},
    )


# The search box


@dataclass(frozen=True, slots=True)
class Asked:
    """What the finder was asked, and how the words in the box were understood.

    `places` are the places that the words may mean; `place` is the one that was meant.
    """

    text: str
    filters: Filters
    page: int = 1
    place: Territory | None = None
    places: tuple[Territory, ...] = ()

    @property
    def reads(self) -> tuple[str, ...]:
        return ("network",)

    def understood(self, regions: Regions, **more: str) -> frozenset[tuple[str, str]]:
        """Return the parameters that lead to this very answer, so that it may be kept under them."""
        filters = self.filters
        pairs = {
            "ort": self.place.ags if self.place else "",
            "land": filters.land if filters.land in regions.laender else "",
            "kreis": filters.kreis if filters.kreis in regions.kreise else "",
            "feld": filters.field,
            "stand": filters.status,
            **more,
        }
        return frozenset((name, value) for name, value in pairs.items() if value)


def asked(values: Mapping[str, str]) -> Asked:
    """Read the parameters of the finder; what is not known counts as not asked."""
    text = " ".join(values.get("q", "").split())[:100]
    kreis = values.get("kreis", "") if values.get("kreis", "").isdigit() else ""
    filters = Filters(
        land=kreis[:2] or (values.get("land", "") if values.get("land", "").isdigit() else ""),
        kreis=kreis,
        field=values.get("feld", "") if values.get("feld", "") in Field.values else "",
        status=values.get("stand", "") if values.get("stand", "") in Status.values else "",
    )
    page = values.get("seite", "")
    is_number = page.isdecimal() and len(page) <= _PAGE_DIGITS
    plain = Asked(text, filters, page=max(1, int(page)) if is_number else 1)
    return _with_places(plain, values.get("ort", "")) if text or values.get("ort") else plain


def _with_places(plain: Asked, key: str) -> Asked:
    """Find out whether the words name a place: then alliances that work there are asked for, not only the words."""
    if key and (chosen := territories.by_key(key)) is not None:
        return _at(replace(plain, places=()), territories.current_of(chosen))
    places = _meant(plain.text)
    if len(places) == 1:
        return _at(plain, places[0])
    code = _is_postcode(plain.text)
    covering = tuple(dict.fromkeys(key for place in places for key in place.covering_keys))
    text = "" if code and places else plain.text
    return replace(plain, places=tuple(places), filters=replace(plain.filters, text=text, covering=covering))


def _at(plain: Asked, place: Territory) -> Asked:
    named = folded(plain.text) and not _is_postcode(plain.text)
    if place.kind in (Territory.Kind.LAND, *territories.KREIS_LEVEL):
        filters = replace(plain.filters, within=(place.ags,), covering=tuple(place.covering_keys))
    else:
        filters = replace(plain.filters, covering=tuple(place.covering_keys))
    return replace(plain, place=place, filters=replace(filters, text=plain.text if named else ""))


def _is_postcode(text: str) -> bool:
    return any(word.isascii() and word.isdigit() and len(word) == _POSTCODE_DIGITS for word in text.split())


def _meant(text: str) -> list[Territory]:
    """Return the places of a postcode or name. The very name beats longer ones; a word inside a name is no place."""
    found = territories.search_places(text)
    if _is_postcode(text):
        return found
    name = folded(text)
    exact = [place for place in found if place.search_name == name or folded(place.official_name) == name]
    return exact or [
        place for place in found if place.search_name.startswith(f"{name} ") or f" {name}" in place.search_name
    ]


# Nearness


@dataclass(frozen=True, slots=True)
class Near:
    alliance: Listed
    km: int


def nearest(point: Point, *, limit: int = 5) -> list[Near]:
    """Return the alliances next to a point; looks in a small circle first, since most places have one near."""
    found: list[Near] = []
    for km in NEAR_KM:
        box = box_around(point, km)
        inside = public.within_box(south=box.south, west=box.west, north=box.north, east=box.east)
        found = [near for near in _near(point, inside) if near.km <= km]
        if len(found) >= limit:
            break
    return found[:limit]


def _near(point: Point, alliances: Iterable[Listed]) -> list[Near]:
    places = (
        (a, Point(a.latitude, a.longitude)) for a in alliances if a.latitude is not None and a.longitude is not None
    )
    found = [Near(alliance, round(distance_km(point, place))) for alliance, place in places]
    return sorted(found, key=lambda near: (near.km, near.alliance.place))
