"""Reads pasted text as the page does, without a database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from drehscheibe.work.partners.import_data import Fault, Reading, RowData
from drehscheibe.work.partners.imports import intake, structure
from drehscheibe.work.partners.imports.draft import Columns, Surroundings
from drehscheibe.work.partners.imports.rows import read_row
from drehscheibe.work.partners.imports.structure import Table, TableLine

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Read:
    """A line with what was read of it."""

    line: TableLine
    reading: Reading
    faults: list[Fault]

    @property
    def people(self) -> list[tuple[str, str]]:
        return [(person.name, person.email) for person in self.reading.people]


def table_of(text: str) -> Table:
    return structure.find_table(intake.read_text(text).sheets[0])


def lines_of(text: str, *, places: Mapping[str, frozenset[str]] | None = None) -> list[Read]:
    """Return the lines of partners of a pasted list."""
    table = table_of(text)
    columns, around = Columns(table.kinds, table.heads), Surroundings(TODAY, places or {})
    return [Read(line, *_read(line, columns, around)) for line in table.lines if line.sort == structure.DATA]


def _read(line: TableLine, columns: Columns, around: Surroundings) -> tuple[Reading, list[Fault]]:
    filled = {str(column): text for column, text in line.filled.items()}
    context = {"section": line.section, "filled": filled, "above": line.above, "struck": line.struck}
    return read_row(RowData(line.number, 1, line.cells, context), columns, around)


def one(*cells: str, heads: str = "Einrichtung\tAnsprechpartner\tE-Mail\tTelefon\tAnschrift\tBemerkung") -> Read:
    """Return the reading of one line of cells below the heads; a second line keeps the columns from guessing otherwise."""
    quoted = "\t".join(f'"{cell}"' if "\n" in cell else cell for cell in cells)
    anchor = "Kita Anker\tAnna Anker\tanker@example.org\t03876 000999\tAm Anker 1, 19348 Perleberg\tnichts"
    return lines_of(f"{heads}\n{quoted}\n{anchor if heads.startswith('Einrichtung') else ''}")[0]
