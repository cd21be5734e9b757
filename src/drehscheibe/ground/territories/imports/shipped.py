"""Loads the territories that come with the program (`data/`, sources there in the README)."""

import csv
from datetime import date
from pathlib import Path

from drehscheibe.ground.territories import actions, queries
from drehscheibe.ground.territories.models import Territory
from drehscheibe.ground.territories.rules import Entry

from .comparison import compare_entries

FILE = Path(__file__).resolve().parent.parent / "data" / "territories.csv"
# The day of each source of keys and figures.
_DAYS = {"gv100ad_2023": date(2023, 11, 30), "covid19_gae": date(2020, 6, 30)}


def load_shipped() -> int:
    """Load what is missing or was shipped in an older state; return how many rows changed.

    Idempotent. What a newer official directory has brought stays as it is.
    """
    known = {row.ags: row for row in Territory.objects.all()}
    newest = queries.newest_date()
    entries = [entry for entry in shipped_entries() if _is_wanted(entry, known.get(entry.ags), newest)]
    plan = compare_entries(entries).plan
    actions.write(plan)
    return len(plan.entries)


def shipped_entries() -> list[Entry]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return [_entry(row) for row in csv.DictReader(file)]


def _is_wanted(entry: Entry, row: Territory | None, newest: date | None) -> bool:
    if entry.as_of is None:
        return False
    if row is None:
        return entry.kind == Territory.Kind.DISTRICT or newest is None or newest <= entry.as_of
    return row.is_current and (row.as_of is None or row.as_of < entry.as_of or row.source == entry.source)


def _entry(row: dict[str, str]) -> Entry:
    source, point_source = row["source"].split(";")
    return Entry(
        ags=row["ags"],
        kind=row["kind"],
        official_name=row["name"],
        parent=row["parent_ags"],
        population=int(row["population"]) if row["population"] else None,
        latitude=float(row["lat"]) if row["lat"] else None,
        longitude=float(row["lon"]) if row["lon"] else None,
        postcode=row["postcode"],
        as_of=_DAYS[source],
        source=source,
        point_source=point_source,
    )
