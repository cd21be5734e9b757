"""A line of somebody's list as we read it. Plain data, kept as JSON and used by readers, actions and pages alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TAKE, LEFT, OUT = "take", "left", "out"
"""What is to become of a line: a partner, a partner that has left, nothing."""


@dataclass(slots=True)
class PersonRead:
    """Somebody to talk to; without a name it is a mailbox that several people read."""

    name: str = ""
    email: str = ""
    phone: str = ""
    role: str = ""


@dataclass(slots=True)
class Fault:
    """A doubt that somebody has to settle before the line is taken in.

    `key` says where: "c3" is the cell of column 3, "name" the missing name, "double" and "fate" are questions with
    `choices`. `value` is what the box shows; `proposed` tells that it is our proposal and not what stands there.
    """

    key: str
    label: str
    text: str
    value: str = ""
    proposed: bool = False
    choices: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """What a line says. `fields` are columns of Organisation; `hints` say what we did without being asked."""

    fields: dict[str, str] = field(default_factory=dict)
    people: list[PersonRead] = field(default_factory=list)
    joined_on: str = ""
    left_on: str = ""
    fate: str = TAKE
    why: str = ""
    """Why it is left out, or has left."""
    hints: list[str] = field(default_factory=list)
    joins: str = ""
    """"row:14" where it belongs to the partner of line 14, "partner:7" where to one that is there already."""
    note: str = ""
    """Filled by holding lines against each other: what a page says about `joins`."""

    @property
    def name(self) -> str:
        return self.fields.get("name", "")

    @property
    def emails(self) -> list[str]:
        return [person.email for person in self.people if person.email]

    def get(self, name: str) -> str:
        return self.fields.get(name, "")


@dataclass(frozen=True, slots=True)
class Known:
    """A partner that is there already, as far as a list can tell of it."""

    key: int
    name: str
    state: str = ""
    place: str = ""
    postcode: str = ""
    street: str = ""
    phone: str = ""
    website: str = ""
    unit: str = ""
    speaks_for: str = ""
    emails: frozenset[str] = frozenset()
    people: tuple[str, ...] = ()


@dataclass(slots=True)
class RowData:
    """A line as it stands in the database or is on its way there; `key` is None for a new one."""

    number: int
    position: int
    cells: list[str]
    context: dict[str, Any]
    repairs: dict[str, str] = field(default_factory=dict)
    reading: Reading = field(default_factory=Reading)
    faults: list[Fault] = field(default_factory=list)
    state: str = ""
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One partner to be written: the keys of the lines that tell of it, and what they say together."""

    rows: tuple[int, ...]
    reading: Reading
    organisation_id: int | None = None


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Return what is not empty; most of a reading is."""
    people = [[person.name, person.email, person.phone, person.role] for person in reading.people]
    values = {
        name: getattr(reading, name) for name in ("fields", "joined_on", "left_on", "why", "hints", "joins", "note")
    }
    fate = {} if reading.fate == TAKE else {"fate": reading.fate}
    return {name: value for name, value in {**values, "people": people}.items() if value} | fate


def reading_from_json(data: Mapping[str, Any]) -> Reading:
    people = [PersonRead(*person) for person in data.get("people", ())]
    return Reading(**{**data, "people": people})


def fault_to_json(fault: Fault) -> dict[str, Any]:
    values = {name: getattr(fault, name) for name in ("key", "label", "text", "value", "proposed", "choices")}
    return {name: value for name, value in values.items() if value}


def fault_from_json(data: Mapping[str, Any]) -> Fault:
    return Fault(**data)
