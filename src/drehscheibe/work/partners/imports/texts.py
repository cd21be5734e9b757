"""Tables written as text: CSV in whatever encoding, cells pasted from a spreadsheet."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator

from .book import Book, Refused, Sheet, sheet_of

_DELIMITERS = "\t;,|"
_LONGEST_CELL = 32_767  # of Excel; a longer one is a quote that nobody closed
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.I)
_BREAK = re.compile(r"\r\n|\r|\n")
# German letters of DOS (code page 850), which Excel still offers as "CSV (MS-DOS)"; in Windows-1252 they are signs
# that never stand between letters.
_DOS_LETTERS = re.compile(rb"[A-Za-z][\x81\x84\x94\xe1][a-z]|[\x81\x84\x94][a-z]{2}")
_MOST_NULS = 0.3


def decode(content: bytes) -> str:
    """Return bytes as text: UTF-8 with or without mark, UTF-16, Windows-1252, DOS. Raises Refused for no text at all."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(name, "replace")
    if b"\0" in content:
        return _without_mark(content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp850" if _DOS_LETTERS.search(content) else "cp1252", "replace")


def _without_mark(content: bytes) -> str:
    """UTF-16 without its mark has a NUL in every other byte; anything else with a NUL is no text."""
    beginning = content[:400]
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = beginning[offset::2]
        if half and half.count(0) > _MOST_NULS * len(half) and beginning[1 - offset :: 2].count(0) == 0:
            return content.decode(name, "replace")
    raise Refused("other")


def read(text: str, *, name: str = "") -> Book:
    """Return a text of lines and columns as a book of one sheet."""
    named = _SEP_LINE.match(text)
    if named:
        return Book([sheet_of(name, split(text[named.end() :], named[1]))])
    return Book([sheet_of(name, split(text, delimiter_of(text)))])


def pasted(text: str) -> Sheet:
    """Return pasted cells: by tabs where there is one, as CSV where every line has the same other sign."""
    return read(text).sheets[0]


def delimiter_of(text: str) -> str:
    """Return what parts the columns: a tab wherever there is one, else the sign that most lines have equally often."""
    lines = [line for line in _BREAK.split(text[:20_000])[:40] if line.strip()]
    if any("\t" in line for line in lines):
        return "\t"
    best = max(_DELIMITERS, key=lambda sign: _evenness(lines, sign))
    return best if _evenness(lines, best) > 0 else "\t"


def _evenness(lines: list[str], sign: str) -> float:
    """Return how many lines share their number of signs; commas and bars in mere sentences count less."""
    counts = Counter(count for line in lines if (count := _unquoted(line).count(sign)))
    if not counts:
        return 0
    often, share = counts.most_common(1)[0]
    least = 1 if sign != "," or len(lines) > 1 else often + 1
    return share / len(lines) * (1 if sign in "\t;" else 0.9) if share >= max(least, len(lines) / 2) else 0


def _unquoted(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)


def split(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the rows of a text. A quote that is never closed, or stands for "the same", is a sign like any other."""
    quoted = re.compile(rf'"([^"]*(?:""[^"]*)*)"(?={re.escape(delimiter)}|\r|\n|\Z)')
    here, end = 0, len(text)
    row: list[str] = []
    stop = re.compile(rf"{re.escape(delimiter)}|\r\n|\r|\n")
    while here <= end:
        cell, here = _cell(text, here, quoted, stop, delimiter)
        row.append(cell)
        sign = stop.match(text, here)
        if sign is None or sign[0] != delimiter:
            yield row
            row = []
        here = end + 1 if sign is None else sign.end()


def _cell(text: str, here: int, quoted: re.Pattern[str], stop: re.Pattern[str], delimiter: str) -> tuple[str, int]:
    """Return the cell that begins `here`, and where it ends."""
    if text.startswith('"', here) and (found := quoted.match(text, here)) and _is_quoted(found[1], delimiter):
        return found[1].replace('""', '"'), found.end()
    found_stop = stop.search(text, here)
    last = len(text) if found_stop is None else found_stop.start()
    return text[here:last], last


def _is_quoted(content: str, delimiter: str) -> bool:
    """Tell whether quotes hold a cell together. Spreadsheets have no tabs in cells: two signs for "the same" do."""
    return len(content) <= _LONGEST_CELL and not (delimiter == "\t" and "\t" in content)
