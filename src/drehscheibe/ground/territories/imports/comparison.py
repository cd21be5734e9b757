"""Says what a directory changes in the territories that we have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from drehscheibe.ground.territories import queries, rules
from drehscheibe.ground.territories.actions import Plan, Succession
from drehscheibe.ground.territories.models import Postcode, Territory
from drehscheibe.ground.territories.rules import Entry

from .directory import Directory
from .faults import ImportRefusedError

Kind = Territory.Kind
KREIS_LEVEL = (Kind.KREIS, Kind.CITY)
# Reforms of whole Länder ended hundreds of municipalities at once; more is a file that is not whole.
_MANY_GONE = 50
_MANY_GONE_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Comparison:
    """What would change. `moved` have another parent, `details` other figures, `confirmed` only a newer date."""

    plan: Plan
    new: Sequence[Entry] = ()
    back: Sequence[Entry] = ()
    renamed: Sequence[tuple[str, Entry]] = ()
    moved: Sequence[tuple[str, Entry]] = ()
    details: Sequence[Entry] = ()
    confirmed: Sequence[Entry] = ()
    gone: Sequence[Entry] = ()
    older_than: date | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database holds, by key."""

    entries: Mapping[str, Entry]
    ended: frozenset[str]


def compare(
    directory: Directory, *, successions: Sequence[Succession] = (), allow_many_gone: bool = False
) -> Comparison:
    """Return what `directory` would change; nothing is written.

    A directory older than what we have fills empty fields only, so that points can come from an older file.
    Raises ImportRefusedError where so much would end that the file cannot be whole.
    """
    known = _known()
    newest = queries.newest_date()
    if newest is not None and directory.as_of < newest:
        if successions:
            raise ImportRefusedError(_("Nachfolger lassen sich nur mit dem neuesten Verzeichnis eintragen."))
        return _filling(directory, known, newest)
    gone = _gone(directory, known)
    if not allow_many_gone:
        _refuse_many(gone, known)
    return _comparison(directory.entries.values(), known, gone, directory.as_of, successions)


def compare_entries(entries: Iterable[Entry]) -> Comparison:
    """Return what single entries would change; none ends because it is not among them."""
    return _comparison(entries, _known(), [], None, ())


def _known() -> _Known:
    seats = dict(Postcode.objects.filter(is_seat=True).values_list("territory_id", "code"))
    rows = list(Territory.objects.select_related("parent"))
    return _Known(
        entries={row.ags: _entry_of(row, seats.get(row.pk, "")) for row in rows},
        ended=frozenset(row.ags for row in rows if not row.is_current),
    )


def _entry_of(row: Territory, seat: str) -> Entry:
    return Entry(
        ags=row.ags,
        kind=row.kind,
        official_name=row.official_name,
        parent=row.parent.ags if row.parent else "",
        verband=row.verband,
        population=row.population,
        latitude=row.latitude,
        longitude=row.longitude,
        postcode=seat,
        as_of=row.as_of,
        source=row.source,
        point_source=row.point_source,
        slug=row.slug,
    )


# What changes


def _comparison(
    entries: Iterable[Entry], known: _Known, gone: list[Entry], day: date | None, successions: Sequence[Succession]
) -> Comparison:
    merged = [_merged(entry, known.entries.get(entry.ags)) for entry in entries]
    slugged, freed = _with_slugs(merged, known, gone)
    pairs = [(entry, known.entries.get(entry.ags)) for entry in slugged]
    changed = [(entry, old) for entry, old in pairs if old and entry != old and entry.ags not in known.ended]
    new = [entry for entry, old in pairs if old is None]
    back = [entry for entry in slugged if entry.ags in known.ended]
    plan = Plan(
        entries=[*new, *back, *(entry for entry, _old in changed)],
        gone={entry.ags: day for entry in gone} if day else {},
        freed_slugs=freed,
        successions=[one for one in successions if not _is_known(one)],
    )
    return Comparison(
        plan=plan,
        new=new,
        back=back,
        renamed=[(old.official_name, entry) for entry, old in changed if old.official_name != entry.official_name],
        moved=[(old.parent, entry) for entry, old in changed if old.parent != entry.parent],
        details=[entry for entry, old in changed if _details(entry) != _details(old)],
        confirmed=[entry for entry, old in changed if _facts(entry) == _facts(old)],
        gone=gone,
    )


def _merged(entry: Entry, old: Entry | None) -> Entry:
    """Keep what the new entry does not tell: GV100AD has no points, and addresses stay."""
    if old is None:
        return entry
    if entry.latitude is None:
        entry = replace(entry, latitude=old.latitude, longitude=old.longitude, point_source=old.point_source)
    population = old.population if entry.population is None else entry.population
    return replace(entry, population=population, postcode=entry.postcode or old.postcode, slug=old.slug)


def _filling(directory: Directory, known: _Known, newest: date) -> Comparison:
    olds = [known.entries[key] for key in directory.entries if key in known.entries and key not in known.ended]
    filled = [(_filled(old, directory.entries[old.ags]), old) for old in olds]
    changed = [entry for entry, old in filled if entry != old]
    return Comparison(plan=Plan(entries=changed), details=changed, older_than=newest)


def _filled(old: Entry, entry: Entry) -> Entry:
    if old.latitude is None:
        old = replace(old, latitude=entry.latitude, longitude=entry.longitude, point_source=entry.point_source)
    population = entry.population if old.population is None else old.population
    return replace(old, population=population, postcode=old.postcode or entry.postcode)


def _details(entry: Entry) -> tuple[object, ...]:
    return (entry.population, entry.latitude, entry.longitude, entry.postcode, entry.verband)


def _facts(entry: Entry) -> Entry:
    return replace(entry, as_of=None, source="", point_source="")


def _is_known(succession: Succession) -> bool:
    return Territory.objects.filter(
        ags=succession.old, successor__ags=succession.new, valid_until=succession.on
    ).exists()


# What ends


def _gone(directory: Directory, known: _Known) -> list[Entry]:
    """Return what the directory no longer has, in the Länder that it has at all.

    Own keys and places without a date (an invented town) do not come from the directory and stay.
    """
    laender = {key for key, entry in directory.entries.items() if entry.kind == Kind.LAND}
    return [
        entry
        for key, entry in known.entries.items()
        if key not in directory.entries
        and key not in known.ended
        and rules.land_of(key) in laender
        and entry.kind != Kind.DISTRICT
        and entry.as_of is not None
    ]


def _refuse_many(gone: Sequence[Entry], known: _Known) -> None:
    there = len(known.entries) - len(known.ended)
    if len(gone) > max(_MANY_GONE, there * _MANY_GONE_SHARE):
        reason = _(
            "%(gone)s von %(there)s Gebieten würden wegfallen. Ist die Datei vollständig? Bitte laden Sie sie neu."
            " Stimmt es so, dann rufen Sie den Befehl mit --many-gone auf."
        )
        raise ImportRefusedError(reason % {"gone": len(gone), "there": there})


# Addresses


def _with_slugs(entries: Sequence[Entry], known: _Known, gone: Sequence[Entry]) -> tuple[list[Entry], list[str]]:
    """Give new Länder and Kreise an address. Known ones keep theirs; one that ends hands its own to its namesake.

    Returns the entries and the keys that lose their address.
    """
    ending = known.ended | {entry.ags for entry in gone}
    coming = {entry.ags for entry in entries}
    taken: dict[tuple[str, str], str] = {
        (_level(entry), entry.slug): entry.ags for entry in known.entries.values() if entry.slug
    }
    given: dict[str, str] = {}
    freed: list[str] = []
    for entry in sorted(entries, key=lambda entry: (entry.kind == Kind.CITY, entry.ags)):
        if entry.slug or not _level(entry):
            continue
        slug, holder = _free_slug(entry, taken, ending - coming)
        if holder:
            freed.append(holder)
        taken[_level(entry), slug] = entry.ags
        given[entry.ags] = slug
    return [replace(entry, slug=given.get(entry.ags, entry.slug)) for entry in entries], freed


def _level(entry: Entry) -> str:
    if entry.kind == Kind.LAND:
        return "land"
    return "kreis" if entry.kind in KREIS_LEVEL else ""


def _free_slug(entry: Entry, taken: Mapping[tuple[str, str], str], ending: Iterable[str]) -> tuple[str, str]:
    """Return an address and who loses it. A city beside a Kreis of its name becomes "…-stadt"."""
    base = rules.slug_base(entry.official_name)
    for slug in (base, f"{base}-stadt" if entry.kind == Kind.CITY else f"{base}-{entry.ags}"):
        holder = taken.get((_level(entry), slug), "")
        if not holder:
            return slug, ""
        if holder in ending:
            return slug, holder
    return f"{base}-stadt-{entry.ags}", ""
