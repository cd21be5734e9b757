"""Address cards as mail programs and phones give them away (vCard, RFC 6350, and its older versions)."""

import quopri
import re
from collections import defaultdict

from .book import Book, sheet_of

HEADER = (
    "Einrichtung", "Abteilung", "Ansprechperson", "Funktion", "E-Mail", "Telefon", "Straße", "PLZ", "Ort", "Internetseite",
    "Notiz",
)  # fmt: skip
_FOLD = re.compile(r"\r?\n[ \t]")
_PART = re.compile(r"(?<!\\);")
_STREET, _PLACE, _POSTCODE = 2, 3, 5

Card = dict[str, list[str]]


def read(text: str) -> Book:
    """Return cards as a sheet, one line per card."""
    return Book([sheet_of("", [HEADER, *(_row(card) for card in cards(text))])])


def cards(text: str) -> list[Card]:
    found: list[Card] = []
    card: Card | None = None
    for line in _lines(text):
        name, value = _property(line)
        if name == "BEGIN":
            card = defaultdict(list)
        elif name == "END" and card is not None:
            found.append(card)
            card = None
        elif card is not None and value:
            card[name].append(value)
    return found


def _lines(text: str) -> list[str]:
    """Return the lines unfolded; quoted-printable ones of version 2.1 go on after an equals sign."""
    text = re.sub(r"=\r?\n", "", text) if "QUOTED-PRINTABLE" in text.upper() else text
    return re.split(r"\r?\n|\r", _FOLD.sub("", text))


def _property(line: str) -> tuple[str, str]:
    head, _colon, value = line.partition(":")
    name, *options = head.split(";")
    if any(option.upper().endswith("QUOTED-PRINTABLE") for option in options):
        value = quopri.decodestring(value.encode("latin-1", "replace")).decode("utf-8", "replace")
    return name.rpartition(".")[2].strip().upper(), value.strip()


def _row(card: Card) -> list[str]:
    address = [*_parts(_first(card, "ADR")), *[""] * 7]
    organisation = [*_parts(_first(card, "ORG")), "", ""]
    return [
        organisation[0], organisation[1], _name(card), _first(card, "TITLE") or _first(card, "ROLE"),
        "; ".join(_plain(mail) for mail in card.get("EMAIL", ())), "; ".join(_plain(call) for call in card.get("TEL", ())),
        address[_STREET], address[_POSTCODE], address[_PLACE], _first(card, "URL"), _plain(_first(card, "NOTE")),
    ]  # fmt: skip


def _name(card: Card) -> str:
    if full := _plain(_first(card, "FN")):
        return full
    last, first, *_more = [*_parts(_first(card, "N")), "", ""]
    return f"{first} {last}".strip()


def _first(card: Card, name: str) -> str:
    return next(iter(card.get(name, ())), "")


def _parts(value: str) -> list[str]:
    return [_plain(part) for part in _PART.split(value)]


def _plain(value: str) -> str:
    return re.sub(r"\\([,;\\])", r"\1", value.replace("\\n", " ").replace("\\N", " ")).strip()
