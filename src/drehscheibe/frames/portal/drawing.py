"""The map of Germany: outlines of the Länder, dots for alliances, circles with numbers for many.

Its shapes are written in Python, as in `rows.py` and for the same reason. Every text is escaped here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import hypot
from typing import NamedTuple

from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.public import Dot
from drehscheibe.ground.territories.geo import HEIGHT, LAND_CODES, MAP_CREDIT, WIDTH, Spot, project

from .queries import Region

MOST_SINGLE_DOTS = 60
_CELLS_ACROSS = 12
_LEAST_WIDTH = 90.0
_LARGE_UNIT = 1.6
_APART = 48.0


class Box(NamedTuple):
    """The part of the drawing that is shown."""

    x: float
    y: float
    width: float
    height: float


class Land(NamedTuple):
    code: str
    label: str
    url: str
    current: bool


class Mark(NamedTuple):
    """A dot, or a circle that stands for `number` alliances. Lengths are texts with one digit behind the point."""

    url: str
    label: str
    x: str
    y: str
    r: str
    number: int = 0
    font: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    view_box: str
    laender: SafeString
    dots: SafeString
    credit: str


def country(
    laender: Iterable[Region],
    dots: Sequence[Dot],
    *,
    land_url: Callable[[Region], str],
    alliance_url: str,
    group_url: Callable[[str, str], str],
    current: str = "",
) -> Map:
    """Draw the country, or the part around the dots of `current`, a Land's key.

    Many dots become groups. Each lies in one Land, and in one Kreis where a Land is shown, so that
    `group_url(land, kreis)` can lead to a map or list of just these.
    """
    box = _box_around(dots) if current else Box(0, 0, WIDTH, HEIGHT)
    outlines = [
        Land(LAND_CODES[r.key].lower(), r.name, land_url(r), r.key == current) for r in laender if r.key in LAND_CODES
    ]
    if len(dots) <= MOST_SINGLE_DOTS:
        marks = [_single(dot, box, alliance_url) for dot in dots]
    else:
        marks = _groups(dots, box, alliance_url, group_url, by_kreis=bool(current))
    return _map(box, outlines, marks)


def by_land(counts: Mapping[str, int], laender: Mapping[str, Region], land_url: Callable[[Region], str]) -> Map:
    """Draw the country with one number per Land."""
    outlines = [
        Land(LAND_CODES[r.key].lower(), r.name, land_url(r), False) for r in laender.values() if r.key in LAND_CODES
    ]
    taken: list[Spot] = []
    marks = []
    for region in laender.values():
        if region.key in counts and region.slug and region.latitude is not None and region.longitude is not None:
            taken.append(_free(project(region.latitude, region.longitude), taken))
            label = f"{region.name}: {counts[region.key]}"
            marks.append(_circle(taken[-1], counts[region.key], label, land_url(region), _LARGE_UNIT))
    return _map(Box(0, 0, WIDTH, HEIGHT), outlines, marks)


def _map(box: Box, laender: Iterable[Land], marks: Iterable[Mark]) -> Map:
    file = static("map/germany.svg")
    shapes, dots = (_shape(land, file) for land in laender), (_dot(mark) for mark in marks)
    return Map(_numbers(box), SafeString("\n".join(shapes)), SafeString("\n".join(dots)), MAP_CREDIT)


def _shape(land: Land, file: str) -> str:
    here = " country-map__land--current" if land.current else ""
    return _linked(land.url, land.label, f'<use class="country-map__land{here}" href="{file}#{land.code}"/>')


def _dot(mark: Mark) -> str:
    circle = f'<circle class="country-map__dot" cx="{mark.x}" cy="{mark.y}" r="{mark.r}"/>'
    if mark.number:
        place = f'x="{mark.x}" y="{mark.y}" font-size="{mark.font}"'
        circle += f'<text class="country-map__count" {place}>{mark.number}</text>'
    return _linked(mark.url, mark.label, circle)


def _linked(url: str, label: str, shape: str) -> str:
    return f'<a href="{escape(url)}" tabindex="-1"><title>{escape(label)}</title>{shape}</a>'


def _free(spot: Spot, taken: Sequence[Spot]) -> Spot:
    """Move a number away from those already there: the middle of Brandenburg is Berlin."""
    while any(hypot(spot.x - other.x, spot.y - other.y) < _APART for other in taken):
        spot = Spot(spot.x + _APART / 8, spot.y + _APART / 5)
    return spot


def _numbers(box: Box) -> str:
    return " ".join(f"{number:.0f}" for number in box)


def _box_around(dots: Sequence[Dot]) -> Box:
    spots = [project(dot.latitude, dot.longitude) for dot in dots]
    if not spots:
        return Box(0, 0, WIDTH, HEIGHT)
    west, east = min(s.x for s in spots), max(s.x for s in spots)
    north, south = min(s.y for s in spots), max(s.y for s in spots)
    size = max(east - west, south - north, _LEAST_WIDTH) * 1.25
    return Box((west + east - size) / 2, (north + south - size) / 2, size, size)


def _single(dot: Dot, box: Box, alliance_url: str) -> Mark:
    spot = project(dot.latitude, dot.longitude)
    return Mark(f"{alliance_url}{dot.slug}/", dot.name, f"{spot.x:.1f}", f"{spot.y:.1f}", f"{box.width / 85:.1f}")


def _groups(
    dots: Sequence[Dot], box: Box, alliance_url: str, group_url: Callable[[str, str], str], *, by_kreis: bool
) -> list[Mark]:
    side = box.width / _CELLS_ACROSS
    cells: dict[tuple[int, int, str, str], list[Dot]] = defaultdict(list)
    for dot in dots:
        x, y = project(dot.latitude, dot.longitude)
        cells[int(x // side), int(y // side), dot.land, dot.kreis if by_kreis else ""].append(dot)
    return [
        _single(members[0], box, alliance_url) if len(members) == 1 else _group(members, box, group_url(land, kreis))
        for (_x, _y, land, kreis), members in cells.items()
    ]


def _group(members: Sequence[Dot], box: Box, url: str) -> Mark:
    spots = [project(dot.latitude, dot.longitude) for dot in members]
    middle = Spot(sum(s.x for s in spots) / len(spots), sum(s.y for s in spots) / len(spots))
    return _circle(middle, len(members), _("%(count)s Bündnisse") % {"count": len(members)}, url, box.width / WIDTH)


def _circle(spot: Spot, count: int, label: str, url: str, unit: float) -> Mark:
    r = (10 + 3 * len(str(count))) * unit
    return Mark(url, label, f"{spot.x:.1f}", f"{spot.y:.1f}", f"{r:.1f}", count, f"{16 * unit:.1f}")
