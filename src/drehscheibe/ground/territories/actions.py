"""Writes of territories. Only the operator's commands call them, so there is no member to ask for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db import transaction

from drehscheibe.kit.pages import revisions

from . import rules
from .models import Postcode, Territory
from .rules import Entry

Key = TypeVar("Key", str, int)

_BATCH = 500
_LEVELS = ((Territory.Kind.LAND,), (Territory.Kind.KREIS, Territory.Kind.CITY))
_COLUMNS = [field.name for field in Territory._meta.concrete_fields if field.name not in {"id", "ags"}]


@dataclass(frozen=True, slots=True)
class Succession:
    """`old` went up in `new`, from `on`."""

    old: str
    new: str
    on: date


@dataclass(frozen=True, slots=True)
class Plan:
    """All that one import writes. `gone` maps a key to the day of the directory that no longer has it."""

    entries: Sequence[Entry] = ()
    gone: Mapping[str, date] = field(default_factory=dict)
    freed_slugs: Sequence[str] = ()
    successions: Sequence[Succession] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.entries or self.gone or self.freed_slugs or self.successions)

    @property
    def laender(self) -> list[str]:
        keys = [entry.ags for entry in self.entries] + list(self.gone) + [s.old for s in self.successions]
        return sorted({rules.land_of(key) for key in keys})


@transaction.atomic
def write(plan: Plan) -> None:
    """Write a plan in one transaction, with few statements whatever its size, and renew the pages that show it."""
    if plan.is_empty:
        return
    _end(plan)
    began = {succession.new: succession.on for succession in plan.successions}
    for level in _by_level(plan.entries):
        _upsert(level, began)
    _write_seats(plan.entries)
    _lead_on(plan.successions)
    revisions.bump(revisions.RARE, "network", *(f"land:{land}" for land in plan.laender))


def _end(plan: Plan) -> None:
    days = {succession.old: succession.on for succession in plan.successions}
    for day in sorted(set(plan.gone.values())):
        keys = [key for key, its_day in plan.gone.items() if its_day == day]
        for some in _batches(keys):
            Territory.objects.filter(ags__in=some).update(valid_until=day)
    for key, day in days.items():
        Territory.objects.filter(ags=key).update(valid_until=day)
    Territory.objects.filter(ags__in=plan.freed_slugs).update(slug="")


def _by_level(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Split entries so that each one's parent is written before it."""
    upper = [[entry for entry in entries if entry.kind in kinds] for kinds in _LEVELS]
    rest = [entry for entry in entries if not any(entry.kind in kinds for kinds in _LEVELS)]
    return [*upper, rest]


def _upsert(entries: Sequence[Entry], began: Mapping[str, date]) -> None:
    ids = _ids({entry.parent for entry in entries})
    known = _validity([entry.ags for entry in entries])
    rows = [_row(entry, ids.get(entry.parent), known.get(entry.ags) or began.get(entry.ags)) for entry in entries]
    Territory.objects.bulk_create(
        rows, batch_size=_BATCH, update_conflicts=True, unique_fields=["ags"], update_fields=_COLUMNS
    )


def _row(entry: Entry, parent_id: int | None, valid_from: date | None) -> Territory:
    return Territory(
        ags=entry.ags,
        kind=entry.kind,
        name=rules.display_name(entry.official_name),
        official_name=entry.official_name,
        search_name=rules.search_name(entry.official_name),
        slug=entry.slug,
        parent_id=parent_id,
        land=rules.land_of(entry.ags),
        kreis=rules.kreis_of(entry.ags),
        verband=entry.verband,
        valid_from=valid_from,
        latitude=entry.latitude,
        longitude=entry.longitude,
        population=entry.population,
        as_of=entry.as_of,
        source=entry.source,
        point_source=entry.point_source,
    )


def _write_seats(entries: Sequence[Entry]) -> None:
    ids = _ids({entry.ags for entry in entries if entry.postcode})
    wanted = {ids[entry.ags]: entry.postcode for entry in entries if entry.postcode}
    there = dict(Postcode.objects.filter(is_seat=True).values_list("territory_id", "code"))
    changed = {key: code for key, code in wanted.items() if there.get(key) != code}
    for some in _batches(list(changed)):
        Postcode.objects.filter(territory__in=some, is_seat=True).delete()
    Postcode.objects.bulk_create(
        [Postcode(code=code, territory_id=key, is_seat=True) for key, code in changed.items()],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["code", "territory"],
        update_fields=["is_seat"],
    )


def _lead_on(successions: Sequence[Succession]) -> None:
    ids = _ids({succession.new for succession in successions})
    for succession in successions:
        Territory.objects.filter(ags=succession.old).update(successor_id=ids[succession.new])


def _ids(keys: set[str]) -> dict[str, int]:
    return {
        ags: pk
        for some in _batches(sorted(keys - {""}))
        for ags, pk in Territory.objects.filter(ags__in=some).values_list("ags", "pk")
    }


def _validity(keys: Sequence[str]) -> dict[str, date | None]:
    return {
        ags: day
        for some in _batches(keys)
        for ags, day in Territory.objects.filter(ags__in=some).values_list("ags", "valid_from")
    }


def _batches(keys: Sequence[Key]) -> Iterable[Sequence[Key]]:
    return (keys[at : at + _BATCH] for at in range(0, len(keys), _BATCH))
