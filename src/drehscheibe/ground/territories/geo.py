"""The map of Germany: letters of the Länder, and where a point lies on the drawing.

The drawing is the package @svg-maps/germany 2.0.0 by Victor Cazanave, CC BY 4.0, based on maps of mapsvg.com;
its licence wants both named where the map is shown. It says nothing about its projection. These constants come
from fitting its outlines to known Land borders: plain Mercator with one scale, mean error 0.4 km, so good for
dots on a map and too coarse to decide on which side of a border a place lies.
"""

from math import atan, degrees, exp, log, pi, radians, tan
from typing import NamedTuple

from .rules import Point

MAP_CREDIT = "Karte: @svg-maps/germany (CC BY 4.0), nach mapsvg.com, verändert"
WIDTH, HEIGHT = 586, 793

_SCALE = 0.01571376
_WEST = 5.857698
_TOP = 66.233135

# Official key → ISO 3166-2:DE without "DE-", as the drawing names its paths in small letters.
LAND_CODES = {
    "01": "SH",
    "02": "HH",
    "03": "NI",
    "04": "HB",
    "05": "NW",
    "06": "HE",
    "07": "RP",
    "08": "BW",
    "09": "BY",
    "10": "SL",
    "11": "BE",
    "12": "BB",
    "13": "MV",
    "14": "SN",
    "15": "ST",
    "16": "TH",
}


class Spot(NamedTuple):
    """A place on the drawing; x to the right, y down."""

    x: float
    y: float


def project(lat: float, lon: float) -> Spot:
    mercator = degrees(log(tan(pi / 4 + radians(lat) / 2)))
    return Spot((lon - _WEST) / _SCALE, (_TOP - mercator) / _SCALE)


def unproject(x: float, y: float) -> Point:
    """Return the point under a spot of the drawing; the inverse of `project`."""
    return Point(degrees(2 * atan(exp(radians(_TOP - _SCALE * y)))) - 90, _WEST + _SCALE * x)
