"""Puts the lines that tell of one partner together."""

from collections.abc import Sequence
from dataclasses import replace

from ..import_data import Entry, PersonRead, Reading, RowData
from ..names import same_person

_PARTNER = "partner:"


def entries_of(rows: Sequence[RowData]) -> list[Entry]:
    """Return one entry per partner, in the order of the list."""
    groups: dict[str, list[RowData]] = {}
    for row in rows:
        groups.setdefault(row.reading.joins or f"row:{row.position}", []).append(row)
    return [_entry(target, group) for target, group in groups.items()]


def count(rows: Sequence[tuple[int, str]]) -> int:
    """Return how many partners lines make, each told by its position and whom it joins."""
    return len({joins or f"row:{position}" for position, joins in rows})


def _entry(target: str, group: Sequence[RowData]) -> Entry:
    keys = tuple(row.key for row in group if row.key is not None)
    partner = int(target.removeprefix(_PARTNER)) if target.startswith(_PARTNER) else None
    return Entry(keys, merged([row.reading for row in group]), partner)


def merged(readings: Sequence[Reading]) -> Reading:
    """Return what several lines say of one partner: what the first one says goes first, nothing is lost."""
    first = readings[0]
    whole = replace(first, fields=dict(first.fields), people=[replace(person) for person in first.people])
    notes = [*first.get("note").splitlines()]
    for other in readings[1:]:
        _add_fields(whole, other)
        _add_people(whole.people, other.people)
        notes += [line for line in other.get("note").splitlines() if line not in notes]
        days = [day for day in (whole.joined_on, other.joined_on) if day]
        whole.joined_on = min(days, default="")
    if notes:
        whole.fields["note"] = "\n".join(notes)[:4000]
    return whole


def _add_fields(whole: Reading, other: Reading) -> None:
    phone = other.get("phone")
    if phone and whole.get("phone") and phone != whole.get("phone"):
        _give_phone(other.people, phone)
    for name, text in other.fields.items():
        whole.fields.setdefault(name, text)


def _give_phone(people: Sequence[PersonRead], phone: str) -> None:
    """The number of a second line is that of its person."""
    if person := next((person for person in people if not person.phone), None):
        person.phone = phone


def _add_people(people: list[PersonRead], more: Sequence[PersonRead]) -> None:
    for person in more:
        known = next((other for other in people if _is_same(person, other)), None)
        if known is None:
            people.append(replace(person))
            continue
        for name in ("name", "email", "phone", "role"):
            setattr(known, name, getattr(known, name) or getattr(person, name))


def _is_same(one: PersonRead, other: PersonRead) -> bool:
    if one.email and other.email:
        return one.email == other.email and (not one.name or not other.name or same_person(one.name, other.name))
    return bool(one.name) and same_person(one.name, other.name)
