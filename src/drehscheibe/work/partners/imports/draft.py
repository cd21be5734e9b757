"""A line while it is read: what was found so far, and what is doubtful."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from drehscheibe.kit.text import folded

from ..import_data import Fault, PersonRead
from ..vocabulary import ColumnKind as Kind
from . import sentences
from .mailboxes import find_mails

MOST_MAILS = 60
LONGEST: Final[Mapping[str, int]] = {
    "name": 200, "unit": 200, "speaks_for": 200, "street": 200, "postcode": 5, "place": 120, "phone": 60, "website": 200,
    "note": 4000,
}  # fmt: skip
"""What the columns of an Organisation hold."""
_PLAIN_NOTES = ("bemerk", "notiz", "anmerk", "hinweis", "kommentar", "info", "sonstig")


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a list are about, and what they are called."""

    kinds: Sequence[str]
    heads: Sequence[str]

    def label(self, number: int) -> str:
        head = self.heads[number] if number < len(self.heads) else ""
        return " ".join(head.split())[:60] or str(Kind(self.kinds[number]).label)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a line is read with besides itself: places by postcode, where known, and today's date."""

    today: date
    places: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    number: int
    columns: Columns
    cells: Sequence[str]
    context: Mapping[str, Any]
    repairs: Mapping[str, str]
    around: Surroundings

    names: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    origins: dict[str, int] = field(default_factory=dict)
    """The column that a field came from, for a fault that only shows in the end."""
    people: list[PersonRead] = field(default_factory=list)
    first_names: list[str] = field(default_factory=list)
    last_names: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    fixed: list[str] = field(default_factory=list)
    mobile: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    joined_on: str = ""
    leaving: str = ""
    leaving_on: str = ""
    leaving_is_doubtful: bool = False
    faults: list[Fault] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    def text(self, column: int) -> str:
        """Return what the cell of a column says: repaired, taken from above, or as it stands."""
        repaired = self.repairs.get(f"c{column}")
        if repaired is not None:
            return repaired
        filled: Mapping[str, str] = self.context.get("filled", {})
        return filled.get(str(column)) or (self.cells[column] if column < len(self.cells) else "")

    def doubt(self, column: int, what: str, *, seen: str = "", value: str | None = None) -> None:
        """Note a doubt about a cell; a second one about the same cell adds to the first."""
        key, text = f"c{column}", self.text(column)
        if (known := next((fault for fault in self.faults if fault.key == key), None)) is not None:
            known.text = f"{known.text} {what}"
            return
        label = self.columns.label(column)
        sentence = sentences.about(self.number, label, seen or text, what)
        proposed = value is not None and value != text
        self.faults.append(Fault(key, label, sentence, text if value is None else value, proposed))

    def set(self, name: str, text: str, column: int) -> None:
        """Keep the first that is said of a field; more goes to the notes."""
        flat = " ".join(text.split())
        if not flat:
            return
        if name in self.fields:
            if folded(self.fields[name]) != folded(flat):
                self.note(column, flat)
            return
        self.fields[name] = flat
        self.origins[name] = column

    def note(self, column: int, text: str) -> None:
        head = self.columns.heads[column] if column < len(self.columns.heads) else ""
        kind = self.columns.kinds[column]
        plain = folded(head).startswith(_PLAIN_NOTES) or (not head and kind == Kind.NOTE)
        said = text if plain else f"{self.columns.label(column)}: {text}"
        if said not in self.notes:
            self.notes.append(said)

    def hint(self, text: str) -> None:
        if text not in self.hints:
            self.hints.append(text)

    def take_mails(self, column: int, text: str) -> str:
        """Take the addresses out of a cell, note what only looks like one, and return the rest."""
        found = find_mails(text)
        if len(found.good) > MOST_MAILS:
            self.doubt(column, sentences.too_many_mails(len(found.good)))
        self.mails += [mail for mail in found.good if mail not in self.mails]
        if found.bad:
            value = text
            for bad in found.bad:
                value = value.replace(bad.text, bad.proposal) if bad.proposal else value
            what = " ".join(dict.fromkeys(sentences.bad_mail(bad.text) for bad in found.bad))
            self.doubt(column, what, value=value if value != text else None)
        return found.rest

    def mention_above(self) -> None:
        if self.context.get("hidden"):
            self.hint(_("In Ihrer Tabelle ist die Zeile ausgeblendet."))
        if self.context.get("struck"):
            self.leaving = self.leaving or _("durchgestrichen")
