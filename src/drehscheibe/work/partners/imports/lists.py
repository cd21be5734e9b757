"""A list from the moment somebody brings it until its partners are entered: reads, compares, hands to the actions."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.access import Actor

from ..actions import imports as actions
from ..import_data import OUT, TAKE, Fault, Reading, RowData
from ..models import ImportBatch
from ..queries import imports as queries
from ..vocabulary import BatchState, ColumnKind, RowState
from . import intake, structure
from .book import Book, Sheet, from_plain, to_plain
from .doubles import compare
from .draft import Columns, Surroundings
from .entries import entries_of
from .places import short_postcodes
from .rows import read_row
from .structure import DATA, HEAD, REMARK, SECTION, Table, TableLine

NAME_LENGTH = 200


class KnownList(Exception):
    """The same list was brought before and still waits; `batch` is where."""

    def __init__(self, batch: ImportBatch) -> None:
        super().__init__()
        self.batch = batch


# Bringing a list


def bring_text(text: str, *, by: Actor) -> ImportBatch:
    """Keep pasted text as a list to check. Raises Unreadable, or KnownList."""
    source = _("Eingefügte Adressen") if "\t" not in text and "@" in text else _("Eingefügte Zellen")
    return _bring(intake.read_text(text), source, by=by)


def bring_file(file: BinaryIO, name: str, *, by: Actor) -> ImportBatch:
    """Keep an uploaded file as a list to check. Raises Unreadable, or KnownList."""
    return _bring(intake.read_file(file), name, by=by)


def _bring(book: Book, source: str, *, by: Actor) -> ImportBatch:
    chosen = structure.best_sheet(book.sheets)
    table, digest = _table(book.sheets[chosen])
    earlier = queries.earlier_batch(digest)
    if earlier is not None and earlier.state == BatchState.PREVIEW:
        raise KnownList(earlier)
    rows = [_row(line, position) for position, line in enumerate(table.lines, 1)]
    _read_and_settle(rows, Columns(table.kinds, table.heads), rows)
    values = _values(book, chosen, table, digest)
    values["notes"] = [*_told_before(earlier), *values["notes"]]
    sheets = [to_plain(sheet) for sheet in book.sheets] if len(book.sheets) > 1 else []
    return actions.keep_list({**values, "source": source[:NAME_LENGTH], "sheets": sheets}, rows, by=by)


def _table(sheet: Sheet) -> tuple[Table, str]:
    if sheet.too_long:
        raise intake.Unreadable(intake.too_long_sentence())
    table = structure.find_table(sheet)
    content = json.dumps([[cell for cell in line.cells if cell] for line in table.lines])
    return table, hashlib.sha256(content.encode()).hexdigest()


def choose_sheet(batch: ImportBatch, name: str, *, by: Actor) -> None:
    """Read another sheet of the same file. Raises Unreadable, and then nothing has changed."""
    book = Book([from_plain(sheet) for sheet in batch.sheets])
    chosen = next((number for number, sheet in enumerate(book.sheets) if sheet.name == name), None)
    if chosen is None:
        return
    table, digest = _table(book.sheets[chosen])
    rows = [_row(line, position) for position, line in enumerate(table.lines, 1)]
    _read_and_settle(rows, Columns(table.kinds, table.heads), rows)
    actions.keep_other_sheet(batch, _values(book, chosen, table, digest), rows, by=by)


def _values(book: Book, chosen: int, table: Table, digest: str) -> dict[str, Any]:
    sheet = book.sheets[chosen]
    notes = [*(str(intake.NOTES[code]) for code in book.notes), *_notes(table)]
    if len(book.sheets) > 1:
        notes.append(
            _("Die Datei hat %(count)s Blätter. Gelesen haben wir „%(name)s“.")
            % {"count": len(book.sheets), "name": sheet.name}
        )
    return {
        "digest": digest, "header": [_head(table, n) for n in range(len(table.heads))],
        "columns": [str(kind.value) for kind in table.kinds], "notes": notes, "sheet": sheet.name[:NAME_LENGTH],
    }  # fmt: skip


def _head(table: Table, column: int) -> str:
    return " ".join(table.heads[column].split())[:NAME_LENGTH]


def _notes(table: Table) -> list[str]:
    notes = []
    if table.tables > 1:
        notes.append(
            _("Auf dem Blatt stehen %(count)s Tabellen. Wir haben sie zusammengelegt.") % {"count": table.tables}
        )
    if table.hidden_lines:
        notes.append(
            ngettext(
                "%(count)s Zeile ist in Ihrer Tabelle ausgeblendet. Wir haben sie mitgelesen.",
                "%(count)s Zeilen sind in Ihrer Tabelle ausgeblendet. Wir haben sie mitgelesen.",
                table.hidden_lines,
            ) % {"count": table.hidden_lines}
        )  # fmt: skip
    if table.hidden_columns:
        notes.append(_("Auch ausgeblendete Spalten haben wir mitgelesen."))
    return notes


def _told_before(earlier: ImportBatch | None) -> list[str]:
    if earlier is None:
        return []
    day = timezone.localtime(earlier.made_at)
    return [_("Diese Liste haben Sie am %(day)s schon eingelesen.") % {"day": f"{day:%d.%m.%Y}"}]


def _row(line: TableLine, position: int) -> RowData:
    context: dict[str, Any] = {
        "sort": "" if line.sort == DATA else line.sort,
        "section": line.section,
        "filled": {str(column): text for column, text in line.filled.items()},
        "above": line.above,
        "hidden": line.hidden,
        "struck": line.struck,
    }
    return RowData(line.number, position, line.cells, {name: value for name, value in context.items() if value})


# Reading and comparing


def _read_and_settle(rows: Sequence[RowData], columns: Columns, unread: Sequence[RowData]) -> None:
    """Read the lines of `unread` anew, hold all lines against each other, and say of each how it stands."""
    around = Surroundings(timezone.localdate(), queries.places_of(_short_codes(unread)))
    for row in unread:
        row.reading, row.faults = _read(row, columns, around)
    found = compare(rows, queries.known_partners())
    for row in rows:
        outcome = found[row.position]
        row.reading.joins, row.reading.note = outcome.joins, outcome.note
        row.faults = [fault for fault in row.faults if fault.key != "double"]
        row.faults += [outcome.fault] if outcome.fault else []
        row.state = _state(row, is_known=outcome.is_known).value


def _short_codes(rows: Sequence[RowData]) -> set[str]:
    return {code for row in rows for text in (*row.cells, *row.repairs.values()) for code in short_postcodes(text)}


def _read(row: RowData, columns: Columns, around: Surroundings) -> tuple[Reading, list[Fault]]:
    sort = row.context.get("sort", DATA)
    if sort != DATA and row.repairs.get("fate") != TAKE:
        return Reading(fate=OUT, why=_sort_in_words(sort)), []
    return read_row(row, columns, around)


def _sort_in_words(sort: str) -> str:
    return {HEAD: _("Kopf der Tabelle"), SECTION: _("Überschrift"), REMARK: _("Bemerkung")}[sort]


def _state(row: RowData, *, is_known: bool) -> RowState:
    if row.reading.fate == OUT and not any(fault.key == "fate" for fault in row.faults):
        return RowState.LEFT_OUT
    if row.faults:
        return RowState.DOUBTFUL
    return RowState.KNOWN if is_known else RowState.GOOD


def check(
    batch: ImportBatch, repairs: Mapping[int, Mapping[str, str]], *, columns: Sequence[str] | None = None, by: Actor
) -> None:
    """Keep what somebody repaired, by key of the line, and read again what that changes. Other repairs stay."""
    rows = queries.row_data(batch)
    before = {row.position: _seen(row) for row in rows}
    for row in rows:
        row.repairs = {**row.repairs, **repairs.get(row.key or 0, {})}
    kinds = _valid(columns, batch) if columns is not None else batch.columns
    unread = rows if kinds != batch.columns else [row for row in rows if row.key in repairs]
    _read_and_settle(rows, Columns(kinds, batch.header), unread)
    changed = [row for row in rows if _seen(row) != before[row.position]]
    if changed or kinds != batch.columns:
        actions.keep_checks(batch, changed, columns=kinds, by=by)
        batch.columns = kinds


def _seen(row: RowData) -> str:
    return repr((row.repairs, row.reading, row.faults, row.state))


def _valid(columns: Sequence[str], batch: ImportBatch) -> list[str]:
    """Return the columns as chosen; what is no kind of column stays as it was."""
    pairs = zip(columns, batch.columns, strict=False)
    chosen = [kind if kind in ColumnKind.values else old for kind, old in pairs]
    return [*chosen, *batch.columns[len(chosen) :]]


def accept_proposals(batch: ImportBatch, *, by: Actor) -> int:
    """Take every proposal of ours for what is meant; return how many there were."""
    rows = [row for row in queries.row_data(batch) if row.state == RowState.DOUBTFUL]
    repairs = {row.key: {f.key: f.value for f in row.faults if f.proposed} for row in rows if row.key is not None}
    check(batch, {key: found for key, found in repairs.items() if found}, by=by)
    return sum(len(found) for found in repairs.values())


# Taking in, taking back


def take(batch: ImportBatch, *, by: Actor) -> int:
    """Enter every good line, as good stands now; return how many lines that were."""
    check(batch, {}, by=by)
    good = [row for row in queries.row_data(batch) if row.state == RowState.GOOD]
    taken = actions.take_in(batch, entries_of(good), by=by)
    check(batch, {}, by=by)
    return taken


def undo(batch: ImportBatch, *, by: Actor) -> list[queries.Touched]:
    """Take back what taking in has made; return what stays, because somebody worked with it since."""
    kept = actions.undo(batch, by=by)
    check(batch, {}, by=by)
    return kept
