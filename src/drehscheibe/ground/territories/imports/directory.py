"""Turns the records of a directory, whatever their layout, into territories, and checks each of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from drehscheibe.ground.territories import rules
from drehscheibe.ground.territories.models import Territory
from drehscheibe.ground.territories.rules import Entry

from .faults import Fault

Kind = Territory.Kind
LAND, REGION, KREIS, ASSOCIATION, MUNICIPALITY = "10", ("20", "30"), "40", "50", "60"
SATZARTEN = frozenset({LAND, *REGION, KREIS, ASSOCIATION, MUNICIPALITY})

# Textkennzeichen: what the directory calls a unit (list in its spreadsheet).
CITY_MARKS = frozenset({"41", "42"})
KREIS_MARKS = frozenset({"43", "44", "45"})
LANDKREIS_MARK = "44"
ASSOCIATION_MARKS = frozenset({"51", "52", "53", "54", "55", "56", "58"})
# Forests, lakes and waters shared with a neighbour: nobody lives there.
UNINHABITED_MARK = "66"
SHARED_WATERS = "999"
# Germany with a little margin, WGS 84.
GERMANY = rules.Box(south=47.2, west=5.8, north=55.1, east=15.1)
POSTCODE_DIGITS = 5
VERBAND_DIGITS = 4
# The directory's own column has 50 characters.
LONGEST_NAME = 90
MOST_PEOPLE = 200_000_000


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a directory, split into its columns; texts are stripped, `key` is the digits as written."""

    where: str
    satzart: str
    key: str
    verband: str
    name: str
    mark: str
    as_of: date
    area: float | None = None
    population: int | None = None
    postcode: str = ""
    point: rules.Point | None = None


@dataclass(frozen=True, slots=True)
class Directory:
    """A whole file: its name and day, its territories in the order of the file, and what is wrong with it."""

    layout: str
    as_of: date
    entries: Mapping[str, Entry]
    faults: tuple[Fault, ...]
    skipped: int


@dataclass(slots=True)
class _Sum:
    """People and the area-weighted middle of all municipalities of a Land, Kreis or association."""

    population: int | None = None
    area: float = 0.0
    lat: float = 0.0
    lon: float = 0.0

    def add(self, record: Record) -> None:
        if record.population is not None:
            self.population = (self.population or 0) + record.population
        if record.point is not None and record.area:
            self.area += record.area
            self.lat += record.area * record.point.lat
            self.lon += record.area * record.point.lon

    @property
    def point(self) -> rules.Point | None:
        return rules.Point(self.lat / self.area, self.lon / self.area) if self.area else None


@dataclass(slots=True)
class _Building:
    source: str
    entries: dict[str, Entry] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    sums: defaultdict[str, _Sum] = field(default_factory=lambda: defaultdict(_Sum))
    faults: list[Fault] = field(default_factory=list)
    skipped: int = 0


def build(layout: str, records: Iterable[Record], faults: Iterable[Fault], *, as_of: date) -> Directory:
    """Return the directory of all records. `faults` are those that reading has found already."""
    found = _Building(source=f"{layout.lower()}_{as_of:%Y-%m-%d}", faults=list(faults))
    for record in records:
        found.faults += _faults_of(record, as_of)
        _add(found, record)
    _fill_sums(found)
    found.faults += _orphans(found)
    return Directory(layout, as_of, found.entries, tuple(found.faults), found.skipped)


# Checks


def _faults_of(record: Record, as_of: date) -> list[Fault]:
    reasons = (
        _key_fault(record),
        _verband_fault(record),
        _name_fault(record),
        _mark_fault(record),
        _people_fault(record),
        _postcode_fault(record),
        _point_fault(record),
        _day_fault(record, as_of),
    )
    return [Fault(record.where, reason) for reason in reasons if reason]


def _is_digits(text: str, count: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) == count


def _key_fault(record: Record) -> str:
    digits = {LAND: 2, "20": 3, "30": 4, KREIS: 5, ASSOCIATION: 5, MUNICIPALITY: 8}[record.satzart]
    if _is_digits(record.key, digits):
        return ""
    return _("Der Schlüssel „%(key)s“ hat nicht %(digits)s Ziffern, wie es Satzart %(satzart)s verlangt.") % {
        "key": record.key,
        "digits": digits,
        "satzart": record.satzart,
    }


def _verband_fault(record: Record) -> str:
    if record.satzart != ASSOCIATION or _is_digits(record.verband, VERBAND_DIGITS):
        return ""
    return _("Die Nummer des Gemeindeverbands „%(key)s“ hat nicht vier Ziffern.") % {"key": record.verband}


def _name_fault(record: Record) -> str:
    if not record.name:
        return _("Der Name fehlt.")
    return _("Der Name ist zu lang.") if len(record.name) > LONGEST_NAME else ""


def _mark_fault(record: Record) -> str:
    if record.satzart != KREIS or record.mark in CITY_MARKS | KREIS_MARKS:
        return ""
    text = _("Das Textkennzeichen „%(mark)s“ ist für einen Kreis nicht bekannt (erwartet: 41 bis 45).")
    return text % {"mark": record.mark}


def _people_fault(record: Record) -> str:
    if record.population is None or record.population <= MOST_PEOPLE:
        return ""
    return _("Die Einwohnerzahl %(count)s ist zu groß.") % {"count": record.population}


def _postcode_fault(record: Record) -> str:
    if not record.postcode or _is_digits(record.postcode, POSTCODE_DIGITS):
        return ""
    return _("Die Postleitzahl „%(code)s“ hat nicht fünf Ziffern.") % {"code": record.postcode}


def _point_fault(record: Record) -> str:
    if record.point is None or _in_germany(record.point):
        return ""
    text = _("Der Punkt %(lat)s, %(lon)s liegt nicht in Deutschland.")
    return text % {"lat": record.point.lat, "lon": record.point.lon}


def _day_fault(record: Record, as_of: date) -> str:
    if record.as_of == as_of:
        return ""
    text = _("Der Gebietsstand ist %(this)s, in den Zeilen davor aber %(that)s.")
    return text % {"this": f"{record.as_of:%d.%m.%Y}", "that": f"{as_of:%d.%m.%Y}"}


def _in_germany(point: rules.Point) -> bool:
    return GERMANY.south <= point.lat <= GERMANY.north and GERMANY.west <= point.lon <= GERMANY.east


def _orphans(found: _Building) -> list[Fault]:
    text = _("Der übergeordnete Schlüssel %(key)s fehlt in der Datei.")
    return [
        Fault(found.places[entry.ags], text % {"key": entry.parent})
        for entry in found.entries.values()
        if entry.parent and entry.parent not in found.entries
    ]


# Building


def _add(found: _Building, record: Record) -> None:
    if record.satzart == MUNICIPALITY:
        for key in {record.key[:2], record.key[:5], record.key[:5] + record.verband}:
            found.sums[key].add(record)
    entry = _entry(found, record)
    if entry is None:
        return
    there = found.entries.get(entry.ags)
    if there is not None and not _completes(there, record):
        text = _("Der Schlüssel %(key)s steht schon hier: %(where)s.")
        found.faults.append(Fault(record.where, text % {"key": record.key, "where": found.places[entry.ags]}))
        return
    found.entries[entry.ags] = entry
    found.places[entry.ags] = record.where


def _completes(there: Entry, record: Record) -> bool:
    """Tell whether a record is the second half of a kreisfreie Stadt: Kreis first, then the municipality in it."""
    return there.kind == Kind.CITY and record.satzart == MUNICIPALITY and not there.population and not there.postcode


def _entry(found: _Building, record: Record) -> Entry | None:
    if record.satzart != MUNICIPALITY:
        return _unit(record, found.source)
    if record.mark == UNINHABITED_MARK or record.key.endswith(SHARED_WATERS):
        found.skipped += 1
        return None
    return _municipality(found, record)


def _unit(record: Record, source: str) -> Entry | None:
    """Return a Land, Kreis or association. Regions have no page, and some associations are one municipality."""
    base = Entry(record.key, "", record.name, as_of=record.as_of, source=source)
    match record.satzart:
        case "10":
            return replace(base, kind=Kind.LAND)
        case "40" if record.mark in CITY_MARKS:
            return replace(base, kind=Kind.CITY, parent=record.key[:2])
        case "40":
            name = rules.kreis_name(record.name, landkreis=record.mark == LANDKREIS_MARK)
            return replace(base, kind=Kind.KREIS, official_name=name, parent=record.key[:2])
        case "50" if record.mark in ASSOCIATION_MARKS:
            return replace(base, ags=record.key + record.verband, kind=Kind.ASSOCIATION, parent=record.key[:5])
    return None


def _municipality(found: _Building, record: Record) -> Entry:
    kreis = found.entries.get(record.key[:5])
    is_city = kreis is not None and kreis.kind == Kind.CITY and record.key.endswith("000")
    association = record.key[:5] + record.verband
    return Entry(
        ags=rules.normal_key(record.key) if is_city else record.key,
        official_name=record.name,
        as_of=record.as_of,
        source=found.source,
        kind=Kind.CITY if is_city else Kind.MUNICIPALITY,
        parent=record.key[:2] if is_city else record.key[:5],
        verband=association if association in found.entries else "",
        population=record.population,
        latitude=round(record.point.lat, 4) if record.point else None,
        longitude=round(record.point.lon, 4) if record.point else None,
        postcode=record.postcode,
        point_source=found.source if record.point else "",
    )


def _fill_sums(found: _Building) -> None:
    for key, entry in found.entries.items():
        if entry.kind in {Kind.LAND, Kind.KREIS, Kind.ASSOCIATION} and key in found.sums:
            total = found.sums[key]
            point = total.point
            found.entries[key] = replace(
                entry,
                population=total.population,
                latitude=round(point.lat, 4) if point else None,
                longitude=round(point.lon, 4) if point else None,
                point_source=f"{found.source}_mean" if point else "",
            )
