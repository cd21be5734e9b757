"""Excel's own format (ECMA-376), read so that a hostile or huge file costs little.

openpyxl, which reads it too, has merged cells and hidden rows only when it holds the whole sheet in memory.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from .book import MOST_COLUMNS, MOST_LETTERS, MOST_LINES, Book, Line, Refused, Sheet
from .numbers import is_date_format, padding_of, written
from .parts import Enough, Parts

MOST_SHEETS = 20
_MOST_MERGES = 5000
_LETTERS = 26

Cell = str | int
"""The text, or the number of a shared one, that is looked up at the end."""


@dataclass(slots=True)
class _Format:
    is_date: bool = False
    padding: int = 0
    struck: bool = False


@dataclass(slots=True)
class _Row:
    number: int
    hidden: bool
    cells: dict[int, Cell] = field(default_factory=dict)
    struck: int = 0


@dataclass(slots=True)
class _Merge:
    top: int
    left: int
    bottom: int
    right: int


def read(stream: BinaryIO) -> Book:
    """Read the sheets of a workbook, without running or keeping any macro. Raises Refused."""
    return read_parts(Parts(stream))


def read_parts(parts: Parts) -> Book:
    workbook = next((target for kind, target in parts.targets("").values() if kind == "officeDocument"), "")
    if workbook.endswith(".bin"):
        raise Refused("xlsb")
    if not workbook.startswith("xl/"):
        raise Refused("docx" if workbook.startswith("word/") else "other")
    relations = parts.targets(workbook)
    listed, from_1904 = _sheets(parts, workbook)
    formats = _formats(parts, relations)
    readers = [
        (name, hidden, _SheetReader(parts, relations[key][1], formats, from_1904))
        for key, name, hidden in listed[:MOST_SHEETS]
        if relations.get(key, ("", ""))[0] == "worksheet"
    ]
    shared = _shared(parts, relations, {n for *_, reader in readers for n in reader.wanted()})
    book = Book([reader.sheet(name, hidden, shared) for name, hidden, reader in readers])
    _weigh(book)
    if any(name.endswith("vbaProject.bin") for name in parts.names):
        book.notes.append("macros")
    return book


def _weigh(book: Book) -> None:
    """Refuse a book that says a long text a million times; its parts are small, what comes out is not."""
    if sum(len(cell) for sheet in book.sheets for line in sheet.lines for cell in line.cells) > MOST_LETTERS:
        raise Refused("too_big")


def _sheets(parts: Parts, workbook: str) -> tuple[list[tuple[str, str, bool]], bool]:
    """Return relation, name and whether it is hidden for each sheet, and whether days are counted from 1904."""
    sheets: list[tuple[str, str, bool]] = []
    old: list[bool] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "workbookPr":
            old.append(_is_true(attributes.get("date1904", "")))
        elif tag == "sheet":
            key = next((value for name, value in attributes.items() if name.endswith(" id")), "")
            sheets.append((key, attributes.get("name", ""), attributes.get("state", "visible") != "visible"))

    parts.walk(workbook, start=start)
    return sheets, any(old)


def _is_true(value: str) -> bool:
    return value in {"1", "true", "on"}


# Formats


def _formats(parts: Parts, relations: Mapping[str, tuple[str, str]]) -> list[_Format]:
    """Return what each style of a cell means for us."""
    styles = next((target for kind, target in relations.values() if kind == "styles"), "")
    if styles not in parts.names:
        return []
    codes: dict[int, str] = {}
    fonts: list[bool] = []
    found: list[_Format] = []
    within: list[str] = []

    def end(_tag: str) -> None:
        within.pop()

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        within.append(tag)
        above = within[-2] if len(within) > 1 else ""
        if tag == "numFmt":
            codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == "font" and above == "fonts":
            fonts.append(False)
        elif tag == "strike" and above == "font" and fonts:
            fonts[-1] = _is_true(attributes.get("val", "1"))
        elif tag == "xf" and above == "cellXfs":
            found.append(_format(_whole(attributes.get("numFmtId")), _whole(attributes.get("fontId")), codes, fonts))

    parts.walk(styles, start=start, end=end)
    return found


def _format(number: int, font: int, codes: Mapping[int, str], fonts: list[bool]) -> _Format:
    code = codes.get(number, "")
    struck = 0 <= font < len(fonts) and fonts[font]
    return _Format(is_date_format(number, code), padding_of(code), struck)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


# Shared texts


def _shared(parts: Parts, relations: Mapping[str, tuple[str, str]], wanted: set[int]) -> dict[int, str]:
    """Return the shared texts that are wanted, and keep no other: a long list has a hundred thousand of them."""
    name = next((target for kind, target in relations.values() if kind == "sharedStrings"), "")
    if not wanted or name not in parts.names:
        return {}
    found: dict[int, str] = {}
    last, number, letters = max(wanted), -1, 0
    reading, pieces, spoken = False, list[str](), False

    def start(tag: str, _attributes: Mapping[str, str]) -> None:
        nonlocal number, reading, spoken
        if tag == "si":
            number += 1
            pieces.clear()
            if number > last:
                raise Enough
        elif tag == "rPh":  # how Japanese is spoken
            spoken = True
        reading = tag == "t" and not spoken

    def text(piece: str) -> None:
        if reading and number in wanted:
            pieces.append(piece)

    def end(tag: str) -> None:
        nonlocal reading, spoken, letters
        reading = False
        if tag == "rPh":
            spoken = False
        elif tag == "si" and number in wanted:
            found[number] = "".join(pieces)
            letters += len(found[number])
            if letters > MOST_LETTERS:
                raise Refused("too_big")

    parts.walk(name, start=start, end=end, text=text)
    return found


# Sheets


class _SheetReader:
    """Reads one sheet into rows, and makes lines of them when the shared texts are known."""

    def __init__(self, parts: Parts, name: str, formats: list[_Format], from_1904: bool) -> None:
        self._formats, self._from_1904 = formats, from_1904
        self.rows: list[_Row] = []
        self.merges: list[_Merge] = []
        self.too_long = False
        self.hidden_columns = 0
        self._row = _Row(0, False)
        self._column, self._style, self._kind = -1, 0, ""
        self._value: list[str] = []
        self._formula: list[str] = []
        self._into: list[str] | None = None
        self._letters = 0
        parts.walk(name, start=self._start, end=self._end, text=self._text)

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        match tag:
            case "c":
                self._open_cell(attributes)
            case "v" | "t":
                self._into = self._value
            case "f":
                self._into = self._formula
                self._formula.append("")
            case "row":
                self._row = _Row(_whole(attributes.get("r")) or self._row.number + 1, self._is_hidden(attributes))
                self._column = -1
            case "col" if self._is_hidden(attributes):
                self.hidden_columns += self._width(attributes)
            case "mergeCell" if len(self.merges) < _MOST_MERGES:
                self._merge(attributes.get("ref", ""))
            case "rPh":
                self._into = None

    @staticmethod
    def _is_hidden(attributes: Mapping[str, str]) -> bool:
        return _is_true(attributes.get("hidden", ""))

    @staticmethod
    def _width(attributes: Mapping[str, str]) -> int:
        first, last = _whole(attributes.get("min")), _whole(attributes.get("max"))
        return max(0, min(last, MOST_COLUMNS) - first + 1)

    def _merge(self, reference: str) -> None:
        first, _colon, last = reference.partition(":")
        top, bottom = _place(first), _place(last)
        if top is not None and bottom is not None:
            self.merges.append(_Merge(top[0], top[1], bottom[0], bottom[1]))

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        place = _place(attributes.get("r", ""))
        self._column = self._column + 1 if place is None else place[1]
        self._style, self._kind = _whole(attributes.get("s")), attributes.get("t", "n")
        self._value, self._formula, self._into = [], [], None

    def _text(self, piece: str) -> None:
        if self._into is not None:
            self._into.append(piece)

    def _end(self, tag: str) -> None:
        if tag == "c":
            self._close_cell()
        elif tag == "row" and self._row.cells:
            if len(self.rows) == MOST_LINES:
                self.too_long = True
                raise Enough
            self.rows.append(self._row)
        elif tag in {"v", "t", "f"}:
            self._into = None

    def _close_cell(self) -> None:
        raw = "".join(self._value)
        if not raw and self._formula:
            raw, self._kind = "=" + "".join(self._formula), "str"
        if not raw.strip() or self._column >= MOST_COLUMNS:
            return
        self._letters += len(raw)
        if self._letters > MOST_LETTERS:
            raise Refused("too_big")
        style = self._formats[self._style] if self._style < len(self._formats) else _Format()
        self._row.cells[self._column] = self._meaning(raw, style)
        self._row.struck += style.struck

    def _meaning(self, raw: str, style: _Format) -> Cell:
        match self._kind:
            case "s":
                return _whole(raw)
            case "b":
                return "ja" if _is_true(raw) else "nein"
            case "n":
                return written(raw, is_date=style.is_date, padding=style.padding, from_1904=self._from_1904)
            case "d":  # ISO 8601, as some programs write days
                return raw[:10]
            case _:
                return raw

    def wanted(self) -> set[int]:
        return {cell for row in self.rows for cell in row.cells.values() if isinstance(cell, int)}

    def sheet(self, name: str, is_hidden: bool, shared: Mapping[int, str]) -> Sheet:
        lines = [line for row in self.rows if (line := _line(row, shared)).texts]
        _fill_merged(lines, self.merges)
        return Sheet(name, lines, self.too_long, self.hidden_columns, is_hidden)


def _place(reference: str) -> tuple[int, int] | None:
    """Return row (from 1) and column (from 0) of a reference: "C7" → (7, 2)."""
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not letters or not digits or not letters.isascii() or not letters.isalpha():
        return None
    column = 0
    for letter in letters.upper():
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(digits), column - 1


def _line(row: _Row, shared: Mapping[int, str]) -> Line:
    cells = [""] * (max(row.cells) + 1)
    for column, cell in row.cells.items():
        cells[column] = shared.get(cell, "") if isinstance(cell, int) else cell
    return Line(row.number, cells, hidden=row.hidden, struck=row.struck == len(row.cells))


def _fill_merged(lines: list[Line], merges: list[_Merge]) -> None:
    """Hand the text of a cell merged downwards to the lines below; mark lines of one cell merged sideways."""
    numbers = [line.number for line in lines]
    for merge in merges:
        first = bisect_left(numbers, merge.top)
        if first == len(lines) or numbers[first] != merge.top:
            continue
        text = lines[first].cells[merge.left] if merge.left < len(lines[first].cells) else ""
        if not text:
            continue
        if merge.right > merge.left and len(lines[first].texts) == 1:
            lines[first].wide = True
        for line in lines[first + 1 : bisect_left(numbers, merge.bottom + 1)]:
            if merge.left >= len(line.cells) or not line.cells[merge.left]:
                line.filled[merge.left] = text
