"""The address line of a mail program: names, addresses, and signs between them, each program with its own."""

import re

from .book import MOST_LINES, Line, Sheet
from .categories import category_of
from .cells import clean
from .people import is_person

HEADS = ("Ansprechperson", "E-Mail", "Einrichtung")
_PIECE = r'(?:"[^"\n]{0,300}"|<[^<>\n]{0,300}>|[^%s\n])+'
_FIELD = re.compile(r"^[ \t]*(?:an|cc|bcc|von|to|from|empfänger|kopie)[ \t]*:", re.I | re.M)
_ANGLE = re.compile(r"^(?P<name>[^<]*)<\s*(?:mailto:)?(?P<mail>[^<>]*@[^<>]*)>(?P<rest>.*)$", re.S)
_MAIL = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+")
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_LEAST = 0.6
_LONGEST = 1000


def read_mail_line(text: str) -> Sheet | None:
    """Return one line per address, or None for a text that is no address line. Its head, line 0, is ours."""
    if "@" not in text or "\t" in text:
        return None
    pieces = _pieces(_FIELD.sub("", text))
    lines = [line for line in text.splitlines() if line.strip()]
    with_address = [piece for piece in pieces if "@" in piece]
    if len(with_address) < _LEAST * len(pieces) or not ("<" in text or len(pieces) > len(lines)):
        return None
    if max(map(len, pieces)) > _LONGEST:
        return None
    sheet = Sheet("", [Line(0, list(HEADS))])
    sheet.lines += [Line(number, _cells(piece)) for number, piece in enumerate(pieces[:MOST_LINES], 1)]
    sheet.too_long = len(pieces) > MOST_LINES
    return sheet


def _pieces(text: str) -> list[str]:
    """Return the entries. Where semicolons part them, commas belong to names: Beispiel, Anna <a@…>; Muster, Bernd <b@…>."""
    if ";" not in re.sub(r'"[^"\n]*"', "", text):
        return _by_commas(text)
    pieces = filter(None, map(clean, re.findall(_PIECE % ";", text)))
    return [entry for piece in pieces for entry in (_by_commas(piece) if piece.count("@") > 1 else [piece])]


def _by_commas(text: str) -> list[str]:
    found: list[str] = []
    for piece in filter(None, map(clean, re.findall(_PIECE % ",", text))):
        if found and "@" not in found[-1] and "<" in piece:
            found[-1] = f"{found[-1]}, {piece}"
        else:
            found.append(piece)
    return found


def _cells(piece: str) -> list[str]:
    angle = _ANGLE.match(piece)
    if angle:
        name, mail, rest = angle["name"], angle["mail"].strip(), angle["rest"]
    else:
        found = _MAIL.search(piece)
        mail = found[0] if found else ""
        name, rest = (piece[: found.start()], piece[found.end() :]) if found else (piece, "")
    more = "; ".join(_MAIL.findall(f"{name} {rest}"))
    name, partner = _who(_MAIL.sub("", f"{name} {rest}"))
    return [name, f"{mail}; {more}" if more and more != mail else mail, partner]


def _who(text: str) -> tuple[str, str]:
    """Part a display name into person and partner: "Beispiel, Anna (Stadt Perleberg)", "Kita Sonnenschein"."""
    bare = text.strip(" \"'`<>;,\n")
    partner = next((found for found in _BRACKET.findall(bare) if found.strip() and not found.isdigit()), "")
    name = _BRACKET.sub("", bare).strip(" \"'<>;,-–\n")
    if not partner:
        for before, sign, after in (name.partition(" - "), name.partition(" – "), name.rpartition(", ")):
            if sign and is_person(before) and category_of(after) is not None:
                return before, after
            if sign and is_person(after) and category_of(before) is not None:
                return after, before
    if not partner and category_of(name) is not None and not is_person(name):
        return "", name
    return name, partner
