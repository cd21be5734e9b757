"""The finder's results as open data: a table for spreadsheets, and points for maps. No personal data in them."""

import csv
from io import StringIO
from json.encoder import encode_basestring as quoted  # the one in C, which keeps umlauts

from drehscheibe.ground.alliances import public
from drehscheibe.ground.alliances.public import Listed
from drehscheibe.kit.pages.page import Page
from drehscheibe.kit.tables import harmless

from . import frame
from .queries import Asked, Regions

FORMATS = ("csv", "geojson")
COLUMNS = (
    "id",
    "name",
    "ort",
    "kreisschluessel",
    "landesschluessel",
    "land",
    "stand",
    "gepflegt",
    "handlungsfelder",
    "breite",
    "laenge",
    "satz",
    "adresse",
)


def page(kind: str, asked: Asked, regions: Regions) -> Page:
    """Return all results in one file."""
    found = public.everything(asked.filters)
    if kind == "csv":
        content, content_type = as_csv(found, regions), "text/csv; charset=utf-8"
    else:
        content, content_type = as_geojson(found), "application/geo+json"
    return Page(
        content,
        asked.reads,
        storable=not asked.text,
        understood=asked.understood(regions, format=kind),
        content_type=content_type,
        filename=f"buendnisse.{kind}",
    )


def as_csv(found: list[Listed], regions: Regions) -> str:
    """Return a table with semicolons and a byte order mark, as German spreadsheets open it without asking."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    base = frame.german_address("/buendnisse/")
    names = {key: region.name for key, region in regions.laender.items()}
    writer.writerows(
        (
            a.alliance_id, harmless(a.name), a.place, a.kreis, a.land, names.get(a.land, ""), a.status,
            "ja" if a.is_tended else "nein", a.fields.strip("|").replace("|", " "), a.latitude, a.longitude,
            harmless(a.summary), f"{base}{a.slug}/",
        )
        for a in found
    )  # fmt: skip
    return "\ufeff" + out.getvalue()


def as_geojson(found: list[Listed]) -> str:
    """Return the alliances as RFC 7946 wants it; one without a known place has no geometry.

    Written as text: building thousands of nested dictionaries first takes longer than everything else.
    """
    base = frame.german_address("/buendnisse/")
    features = ",\n".join(
        f'{{"type":"Feature","id":{a.alliance_id},"geometry":{_point(a)},"properties":{{"name":{quoted(a.name)},'
        f'"place":{quoted(a.place)},"land":"{a.land}","kreis":"{a.kreis}","status":"{a.status}",'
        f'"tended":{"true" if a.is_tended else "false"},"fields":{_codes(a.fields)},'
        f'"summary":{quoted(a.summary)},"url":{quoted(f"{base}{a.slug}/")}}}}}'
        for a in found
    )
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}'


def _codes(barred: str) -> str:
    """Return "|childcare|health_care|" as a JSON list; codes need no escaping."""
    joined = barred[1:-1].replace("|", '","')
    return f'["{joined}"]' if barred else "[]"


def _point(found: Listed) -> str:
    if found.latitude is None:
        return "null"
    return f'{{"type":"Point","coordinates":[{found.longitude},{found.latitude}]}}'
