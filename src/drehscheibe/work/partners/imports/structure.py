"""Finds the table in a sheet: its head, its sections, what is only a remark, a second table below or beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from drehscheibe.kit.text import folded

from ..vocabulary import ColumnKind as Kind
from .book import Line, Sheet
from .categories import is_mere_category
from .cells import clean, is_ditto, says_nothing
from .columns import guess
from .heads import is_weak_head, kind_of_head
from .people import is_person
from .words import NOTE_LINE

DATA, HEAD, SECTION, REMARK = "data", "head", "section", "remark"
_LONGEST_SECTION = 80
_LONGEST_SHORT_NAME = 4  # AWO, DGB, AOK


@dataclass(slots=True)
class TableLine:
    """A line of the table. `sort` is DATA or what else it is; `section` the heading above it."""

    number: int
    cells: list[str]
    sort: str = DATA
    section: str = ""
    filled: dict[int, str] = field(default_factory=dict)
    """What a cell means that says "ditto", or is merged with the one above."""
    above: str = ""
    """The name in the line above, where this one has none."""
    hidden: bool = False
    struck: bool = False

    def said(self, column: int) -> str:
        """Return what a cell says or stands for."""
        return self.filled.get(column) or (self.cells[column] if column < len(self.cells) else "")


@dataclass(slots=True)
class Table:
    heads: list[str]
    kinds: list[Kind]
    lines: list[TableLine]
    letters: list[int]
    """Where each column stands in the sheet, counted from 0."""
    hidden_lines: int = 0
    hidden_columns: int = 0
    tables: int = 1


@dataclass(slots=True)
class _Block:
    """Lines below one head."""

    head: Line | None
    lines: list[TableLine]
    kinds: list[Kind] = field(default_factory=list)

    def columns(self, width: int) -> list[list[str]]:
        data = [line for line in self.lines if line.sort == DATA]
        return [[line.cells[n] if n < len(line.cells) else "" for line in data] for n in range(width)]


def find_table(sheet: Sheet) -> Table:
    """Return the one table of a sheet; what is two there is put together."""
    lines = _cleaned(sheet.lines)
    hidden = sum(line.hidden for line in lines)
    blocks = [part for block in _blocks(lines) for part in _side_by_side(block)]
    for block in blocks:
        _classify(block)
        _fill_dittos(block)
        _guess(block)
    table = _joined(blocks)
    table.hidden_lines, table.hidden_columns = hidden, sheet.hidden_columns
    return table


def _cleaned(lines: Sequence[Line]) -> list[Line]:
    found = (
        Line(line.number, [clean(cell) for cell in line.cells], {n: clean(t) for n, t in line.filled.items()},
             line.hidden, line.struck, line.wide)
        for line in lines
    )  # fmt: skip
    return [line for line in found if line.texts]


# Heads


def is_head(line: Line) -> bool:
    """Tell whether a line names columns: two words for columns at least, and hardly anything else."""
    texts = line.texts
    if not texts or any(_is_data(text) for text in texts):
        return False
    known = [text for text in texts if kind_of_head(text) is not None]
    sure = [text for text in known if not is_weak_head(text)]
    if len(texts) == 1:
        return bool(sure) and not line.wide and kind_of_head(texts[0]) in {Kind.EMAIL, Kind.NAME}
    return bool(sure) and len(known) > 1 and 2 * len(known) >= len(texts)


def _is_data(text: str) -> bool:
    return "@" in text or sum(letter.isdigit() for letter in text) > 2 or is_person(text)  # noqa: PLR2004  "Telefon 2" is a head


def _blocks(lines: Sequence[Line]) -> list[_Block]:
    """Part the lines at the heads. What stands above the first head belongs to its table."""
    blocks: list[_Block] = []
    above: list[TableLine] = []
    for line in lines:
        if not is_head(line):
            (blocks[-1].lines if blocks else above).append(_table_line(line))
        elif blocks and all(other.sort == HEAD for other in blocks[-1].lines):
            _second_head(blocks[-1], line)
        else:
            _mark_title(blocks[-1].lines if blocks else [])
            blocks.append(_Block(line, [*([] if blocks else above), *([_head_line(line)] if line.number else [])]))
    return blocks or [_Block(None, above)]


def _head_line(line: Line) -> TableLine:
    return TableLine(line.number, line.cells, HEAD)


def _second_head(block: _Block, line: Line) -> None:
    """Two lines of heads: "Anschrift" above "Straße", "PLZ", "Ort". The lower one says more."""
    upper = block.head.cells if block.head else []
    width = max(len(upper), len(line.cells))
    pairs = zip([*upper, *[""] * width][:width], [*line.cells, *[""] * width][:width], strict=True)
    block.head = Line(line.number, [lower or higher for higher, lower in pairs])
    block.lines.append(_head_line(line))


def _mark_title(lines: list[TableLine]) -> None:
    """A lone text right above a head is the title of what follows."""
    if lines and len([cell for cell in lines[-1].cells if cell]) == 1 and "@" not in "".join(lines[-1].cells):
        lines[-1].sort = REMARK


def _table_line(line: Line) -> TableLine:
    sort = SECTION if line.wide and len(line.texts) == 1 else DATA
    return TableLine(line.number, line.cells, sort, filled=dict(line.filled), hidden=line.hidden, struck=line.struck)


def _side_by_side(block: _Block) -> list[_Block]:
    """Part two tables that stand beside each other: their heads repeat."""
    heads = [folded(cell) for cell in block.head.cells] if block.head else []
    start = next((n for n in range(2, len(heads)) if heads[n] and heads[n] == heads[0] and _repeats(heads, n)), 0)
    if not start or block.head is None:
        return [block]
    left = _Block(Line(block.head.number, block.head.cells[:start]), [_part(line, 0, start) for line in block.lines])
    right = _Block(
        Line(block.head.number, block.head.cells[start:]), [_part(line, start, len(line.cells)) for line in block.lines]
    )
    for part in (left, right):
        part.lines = [line for line in part.lines if any(line.cells)]
    return [left, right]


def _repeats(heads: Sequence[str], start: int) -> bool:
    right = [head for head in heads[start:] if head]
    return len(right) > 1 and right == [head for head in heads[:start] if head][: len(right)]


def _part(line: TableLine, start: int, end: int) -> TableLine:
    filled = {n - start: text for n, text in line.filled.items() if start <= n < end}
    return replace(line, cells=line.cells[start:end], filled=filled)


# Sections and remarks


def _classify(block: _Block) -> None:
    """Tell data from headings and remarks, and hand each line the heading above it."""
    below_head = block.head is None
    several = max((len([c for c in line.cells if c]) for line in block.lines if line.sort == DATA), default=0) > 1
    section = ""
    for line in block.lines:
        if line.sort in {HEAD, REMARK}:
            below_head = below_head or line.sort == HEAD
            continue
        line.sort = _sort_of(line, several=several, above=not below_head)
        if line.sort == SECTION and below_head:
            section = next(cell for cell in line.cells if cell).strip(" :–-")
        line.section = section if line.sort == DATA else ""


def _sort_of(line: TableLine, *, several: bool, above: bool) -> str:
    """Return what a line is. One with a mail address is always data, so that no address is lost."""
    texts = [cell for cell in line.cells if cell]
    if any("@" in text for text in texts):
        return DATA
    if NOTE_LINE.match(folded(texts[0])) and len(texts) <= 2:  # noqa: PLR2004  a word and a figure
        return REMARK
    if above:
        return REMARK if len(texts) <= 2 else DATA  # noqa: PLR2004  a title and a date
    if line.sort == SECTION:
        return SECTION
    if len(texts) == 1 and (several or is_mere_category(texts[0])) and not line.filled and _is_section(texts[0]):
        return SECTION
    return DATA


def _is_section(text: str) -> bool:
    is_loud = text.isupper() and len(text) > _LONGEST_SHORT_NAME
    return len(text) <= _LONGEST_SECTION and (is_mere_category(text) or text.endswith(":") or is_loud)


def _fill_dittos(block: _Block) -> None:
    """Let cells that say "ditto" stand for what is above them, as far up as it takes."""
    above: dict[int, str] = {}
    for line in block.lines:
        if line.sort != DATA:
            continue
        for column, cell in enumerate(line.cells):
            if cell and is_ditto(cell) and column in above:
                line.filled[column] = above[column]
            elif cell and not says_nothing(cell):
                above[column] = cell


# Columns


def _guess(block: _Block) -> None:
    width = max((len(line.cells) for line in block.lines), default=0)
    heads = [*(block.head.cells if block.head else []), *[""] * width][:width]
    block.kinds = guess(heads, block.columns(width))


_MANY: Final = frozenset({Kind.NOTE, Kind.IGNORE})


def _joined(blocks: list[_Block]) -> Table:
    """Put the columns of all blocks under those of the largest; each finds its place by what it is about."""
    main = max(blocks, key=lambda block: sum(line.sort == DATA for line in block.lines))
    used = [n for n, column in enumerate(main.columns(len(main.kinds))) if any(column) or _head(main, n)]
    table = Table([_head(main, n) for n in used], [main.kinds[n] for n in used], [], used, tables=len(_telling(blocks)))
    for block in blocks:
        places = {n: place for place, n in enumerate(used)} if block is main else _places(table, block)
        table.lines += [_moved(line, places, table) for line in block.lines]
    _finish(table)
    return table


def _finish(table: Table) -> None:
    """Make all lines equally long, and tell those without a name whose name stands above them."""
    name = table.kinds.index(Kind.NAME) if Kind.NAME in table.kinds else -1
    above = ""
    for line in table.lines:
        line.cells += [""] * (len(table.heads) - len(line.cells))
        if line.sort != DATA or name < 0:
            above = ""
        elif said := line.said(name):
            above = said
        else:
            line.above = above


def _telling(blocks: list[_Block]) -> list[_Block]:
    return [block for block in blocks if any(line.sort == DATA for line in block.lines)]


def _head(block: _Block, column: int) -> str:
    return block.head.cells[column] if block.head and column < len(block.head.cells) else ""


def _places(table: Table, block: _Block) -> dict[int, int]:
    """Return where the columns of a further block go; one that has no like gets a new place."""
    places: dict[int, int] = {}
    for column, cells in enumerate(block.columns(len(block.kinds))):
        if not any(cells) and not _head(block, column):
            continue
        place = _like(table, block, column, set(places.values()))
        if place is None:
            place = len(table.heads)
            table.heads.append(_head(block, column))
            table.kinds.append(block.kinds[column])
            table.letters.append(column)
        places[column] = place
    return places


def _like(table: Table, block: _Block, column: int, taken: set[int]) -> int | None:
    kind, head = block.kinds[column], folded(_head(block, column))
    same_head = (n for n, other in enumerate(table.heads) if head and folded(other) == head and n not in taken)
    same_kind = (n for n, other in enumerate(table.kinds) if kind not in _MANY and other == kind and n not in taken)
    found = next(same_kind, None)
    return found if found is not None else next(same_head, None)


def _moved(line: TableLine, places: dict[int, int], table: Table) -> TableLine:
    """Return the line with its cells where the table has them. A lone text goes where names stand: it may be one."""
    texts = [cell for cell in line.cells if cell]
    if line.sort != DATA and len(texts) == 1:
        name = table.kinds.index(Kind.NAME) if Kind.NAME in table.kinds else 0
        line.cells = [*[""] * name, texts[0]]
        return line
    cells = [""] * (max(places.values(), default=-1) + 1)
    for column, cell in enumerate(line.cells):
        if column in places:
            cells[places[column]] = cell
        elif cell:
            cells.append(cell)
    line.filled = {places[n]: text for n, text in line.filled.items() if n in places}
    line.cells = cells
    return line


def best_sheet(sheets: Sequence[Sheet]) -> int:
    """Return which sheet holds the list: the one with most mail addresses, then with most lines; hidden ones last."""

    def weight(number: int) -> tuple[bool, int, int, int]:
        sheet = sheets[number]
        addresses = sum("@" in cell for line in sheet.lines for cell in line.cells)
        return (not sheet.is_hidden, addresses, len(sheet.lines), -number)

    return max(range(len(sheets)), key=weight)
