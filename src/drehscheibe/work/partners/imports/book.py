"""A list as plain data, whatever it came from: sheets of lines of cells.

Knows no Django, like all that the child process runs (`child`), so that reading a file needs little memory.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

MOST_LINES = 5000
"""More than any alliance has partners; a longer list is a mistake, or an attack."""
MOST_COLUMNS = 250
MOST_LETTERS = 4_000_000


class Refused(Exception):
    """What came in cannot be read. `code` says why; `intake` has the sentence to it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Line:
    """One line. `filled` holds what a cell merged over several lines says in the lines below its first one."""

    number: int
    cells: list[str]
    filled: dict[int, str] = field(default_factory=dict)
    hidden: bool = False
    struck: bool = False
    """Everything in it is crossed out."""
    wide: bool = False
    """Its only text stands in a cell merged over several columns."""

    @property
    def texts(self) -> list[str]:
        return [cell for cell in self.cells if cell]


@dataclass(slots=True)
class Sheet:
    """`too_long` is set where it has more lines than MOST_LINES; those that follow are not in `lines`."""

    name: str
    lines: list[Line]
    too_long: bool = False
    hidden_columns: int = 0
    is_hidden: bool = False


@dataclass(slots=True)
class Book:
    """`notes` are codes of what its owner should know, see `intake`."""

    sheets: list[Sheet]
    notes: list[str] = field(default_factory=list)


def sheet_of(name: str, rows: Iterable[Sequence[str]]) -> Sheet:
    """Return a sheet of rows of texts, its lines counted from 1, blank ones left out."""
    sheet = Sheet(name, [])
    letters = 0
    for number, row in enumerate(rows, 1):
        if not any(cell and not cell.isspace() for cell in row):
            continue
        if len(sheet.lines) == MOST_LINES:
            sheet.too_long = True
            break
        letters += sum(map(len, row))
        if letters > MOST_LETTERS:
            raise Refused("too_big")
        sheet.lines.append(Line(number, list(row[:MOST_COLUMNS])))
    return sheet


def to_plain(sheet: Sheet) -> list[Any]:
    """Return a sheet as JSON has it."""
    lines = [[n.number, n.cells, n.filled, n.hidden, n.struck, n.wide] for n in sheet.lines]
    return [sheet.name, lines, sheet.too_long, sheet.hidden_columns, sheet.is_hidden]


def from_plain(plain: Sequence[Any]) -> Sheet:
    """Return the sheet again; JSON has made texts of the numbers of columns."""
    name, lines, *rest = plain
    return Sheet(name, [_line(*values) for values in lines], *rest)


def _line(number: int, cells: list[str], filled: dict[str, str], *marks: bool) -> Line:
    return Line(number, cells, {int(column): text for column, text in filled.items()}, *marks)
