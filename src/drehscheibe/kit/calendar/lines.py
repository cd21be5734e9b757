"""Lines of iCalendar: texts escaped, long lines folded (RFC 5545, 3.1 and 3.3.11)."""

import re
from functools import lru_cache

LINE_END = "\r\n"
_MOST = 75  # octets of a line, without its end
_LINE_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_NOT_ALLOWED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_UNSURE = str.maketrans({'"': "'", "\\": "/", "^": " "})


def plain(text: str) -> str:
    """Return what of a text can stand in a calendar: line breaks of one kind, no control signs."""
    return text if text.isprintable() else _NOT_ALLOWED.sub("", _LINE_BREAKS.sub("\n", text))


def escaped(text: str) -> str:
    """Return a text as the value of a property."""
    return plain(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def quoted(text: str) -> str:
    """Return a text as the value of a parameter, without the signs that programs there read in different ways.

    It knows no quotation marks and no line breaks (3.2); some take a backslash or a caret (RFC 6868) for an escape.
    """
    return '"' + " ".join(plain(text).translate(_UNSURE).split()) + '"'


@lru_cache(maxsize=1024)
def text_line(name: str, text: str) -> str:
    """Return a whole line with its end, e.g. of a title that a hundred entries share; "" for no text."""
    return folded(f"{name}:{escaped(text)}") + LINE_END if text else ""


def folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, never cut inside a sign of several octets."""
    octets = line.encode()
    if len(octets) <= _MOST:
        return line
    pieces, start, room = [], 0, _MOST
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # noqa: PLR2004  10xxxxxx continues a sign (RFC 3629, 3)
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, _MOST - 1  # the blank before each further piece counts
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces).decode()
