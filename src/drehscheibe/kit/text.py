"""Turns German words into plain letters, for addresses and for searching."""

import re
import unicodedata

# DIN 5007-2 writes umlauts as two letters; so do passports (ICAO 9303) and people without a German keyboard.
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# Letters with a stroke have no accent to take off.
_STROKES = str.maketrans({"ł": "l", "đ": "d", "ø": "o"})
_GAPS = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """Return `text` in small plain letters with single blanks: "Forst (Lausitz)/Baršć" → "forst lausitz barsc"."""
    composed = unicodedata.normalize("NFC", text).casefold().translate(_GERMAN).translate(_STROKES)
    plain = unicodedata.normalize("NFKD", composed).encode("ascii", "ignore").decode()
    return _GAPS.sub(" ", plain).strip()


def slugify_german(text: str) -> str:
    """Return `text` as part of an address: "Märkisch-Oderland" → "maerkisch-oderland"."""
    return folded(text).replace(" ", "-")
