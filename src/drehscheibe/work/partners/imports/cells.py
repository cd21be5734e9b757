"""Cells as such: cleaned of what nobody sees, and told apart from those that say nothing."""

import re
import unicodedata
from typing import Final

from drehscheibe.kit.text import folded

from .words import DITTO, DITTO_SIGNS, NOTHING

_ODD = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff0-\ufffb\ud800-\udfff]"
)
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_AROUND_BREAKS = re.compile(r" ?\n[ \n]*")


def clean(text: str) -> str:
    """Return a cell without invisible signs and double blanks; line breaks within it stay."""
    if text.isascii() and text.isprintable():
        return _BLANKS.sub(" ", text).strip()
    plain = _ODD.sub("", _BREAKS.sub("\n", unicodedata.normalize("NFC", text)))
    return _AROUND_BREAKS.sub("\n", _BLANKS.sub(" ", plain)).strip()


def says_nothing(text: str) -> bool:
    """Tell whether a cell only looks filled: "k.A.", "-", "n.n.", "???"."""
    if text.startswith("#"):
        return False
    if not any(letter.isalnum() for letter in text):
        return "@" not in text and not DITTO_SIGNS.fullmatch(text)
    return (plain := folded(text)) != "" and plain in NOTHING


def is_ditto(text: str) -> bool:
    """Tell whether a cell means what stands above it: "dito", "siehe oben", a lone quotation mark."""
    return DITTO_SIGNS.fullmatch(text) is not None or folded(text) in DITTO


def is_broken_formula(text: str) -> bool:
    return _ERRORS.fullmatch(text) is not None or (text.startswith("=") and "@" not in text)


_ERRORS: Final = re.compile(
    r"#(?:n/?a|nv|ref!|bezug!|value!|wert!|name\?|div/0!|null!|num!|zahl!|überlauf!|spill!|#+)", re.I
)
