"""What holds for official keys, names and distances. No Django in it."""

import re
from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from drehscheibe.kit.text import folded, slugify_german

DESTATIS = "Statistisches Bundesamt (Destatis), Gemeindeverzeichnis GV-ISys"
# Mean radius of the earth (IUGG 1980).
EARTH_KM = 6371.0088
KM_PER_DEGREE = EARTH_KM * radians(1)
# In Berlin and Hamburg the Land is one city: the same place under two keys.
CITY_STATES = frozenset({"02", "11"})

KREIS_DIGITS = 5
GEMEINDE_DIGITS = 8
_PREFIX = re.compile(r"^(?:Landkreis|Kreis)\s+")
_SAYS_KREIS = re.compile(r"kreis|region", re.I)


class Point(NamedTuple):
    """Degrees, WGS 84."""

    lat: float
    lon: float


class Box(NamedTuple):
    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One territory as a directory tells it, whatever the directory's layout."""

    ags: str
    kind: str
    official_name: str
    parent: str = ""
    verband: str = ""
    population: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    postcode: str = ""
    as_of: date | None = None
    source: str = ""
    point_source: str = ""
    slug: str = ""


# Keys and names


def normal_key(key: str) -> str:
    """Return the key under which a territory is kept.

    A kreisfreie Stadt is Kreis and Gemeinde in one: its municipality key is the Kreis key and "000".
    """
    key = key.strip()
    return key[:KREIS_DIGITS] if len(key) == GEMEINDE_DIGITS and key.endswith("000") else key


def land_of(key: str) -> str:
    return key[:2]


def kreis_of(key: str) -> str:
    """Return the five digits of the Kreis, or "" for a Land."""
    return key[:KREIS_DIGITS] if len(key) >= KREIS_DIGITS else ""


def display_name(official_name: str) -> str:
    """Return the name as people say it: "Perleberg, Stadt" → "Perleberg"."""
    return official_name.split(",", 1)[0].strip()


def kreis_name(name: str, *, landkreis: bool) -> str:
    """Return the full name of a Kreis; the directory has "Prignitz" but "Ilm-Kreis" and "Region Hannover"."""
    if _SAYS_KREIS.search(name):
        return name
    return f"Landkreis {name}" if landkreis else f"Kreis {name}"


def slug_base(official_name: str) -> str:
    """Return the address word of a Land or Kreis: "Landkreis Prignitz" → "prignitz"."""
    return slugify_german(_PREFIX.sub("", display_name(official_name)))


def search_name(official_name: str) -> str:
    return folded(display_name(official_name))


def source_line(as_of: date | None) -> str:
    """Return the note of source that Destatis asks for wherever its data is shown."""
    return f"© {DESTATIS}, {as_of:%Y}" if as_of else f"© {DESTATIS}"


# Distances


def distance_km(a: Point, b: Point) -> float:
    """Return the great-circle distance (haversine formula: exact to 0.5 % of the true one, stable when near)."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half_lat, half_lon = (lat_b - lat_a) / 2, radians(b.lon - a.lon) / 2
    square = sin(half_lat) ** 2 + cos(lat_a) * cos(lat_b) * sin(half_lon) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(square)))


def box_around(point: Point, km: float) -> Box:
    """Return a box that holds every point within `km`: a cheap first filter for the database.

    Right between the polar circles; near a pole or the date line a box of degrees is no longer one.
    """
    high = km / KM_PER_DEGREE
    # The circle reaches furthest east a little north of its middle, hence not cos(lat) alone.
    reach = sin(radians(high)) / cos(radians(point.lat))
    wide = 180.0 if reach >= 1 else asin(reach) / radians(1)
    return Box(point.lat - high, point.lon - wide, point.lat + high, point.lon + wide)
