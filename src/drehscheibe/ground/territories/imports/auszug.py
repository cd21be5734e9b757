"""The directory as a spreadsheet: "Auszug aus dem Gemeindeverzeichnis" (AuszugGV…Aktuell.xlsx), with points.

Columns are found by their titles: in older files some sat one further right. Rows are found by their Satzart:
the number of title rows has changed over the years, and notes follow the data.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from math import inf, isfinite
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from drehscheibe.ground.territories.rules import Point

from .directory import MUNICIPALITY, SATZARTEN, Directory, Record, build
from .faults import Fault, ImportRefusedError

LAYOUT = "AuszugGV"
_SHEET = re.compile("gemeinden|onlineprodukt", re.I)
_TITLE_ROWS = 30
_MOST_ROWS = 40_000
_MOST_COLUMNS = 40
_DAY = re.compile(r"\b(\d{2})\.(\d{2})\.(\d{4})\b")
_NOT_LETTERS = re.compile(r"[^a-zäöü]+")
# Title of each column without blanks, hyphens and footnote marks.
_TITLES = {
    "satzart": re.compile("^satzart"),
    "mark": re.compile("^textkennzeichen"),
    "land": re.compile("^land$"),
    "rb": re.compile("^rb$"),
    "kreis": re.compile("^kreis$"),
    "vb": re.compile("^vb$"),
    "gem": re.compile("^gem$"),
    "name": re.compile("^gemeindename"),
    "area": re.compile("^fläche"),
    "population": re.compile("^insgesamt"),
    "postcode": re.compile("^postleitzahl"),
    "lon": re.compile("^längengrad"),
    "lat": re.compile("^breitengrad"),
}
_GERMAN_TITLES = {
    "satzart": "Satzart",
    "mark": "Textkennzeichen",
    "land": "Land",
    "rb": "RB",
    "kreis": "Kreis",
    "vb": "VB",
    "gem": "Gem",
    "name": "Gemeindename",
    "area": "Fläche",
    "population": "Bevölkerung insgesamt",
    "postcode": "Postleitzahl",
    "lon": "Längengrad",
    "lat": "Breitengrad",
}
# How many digits a column has.
_WIDTHS = {"satzart": 2, "mark": 2, "land": 2, "rb": 1, "kreis": 2, "vb": 4, "gem": 3, "postcode": 5}
_KEY_PARTS = {"10": ("land",), "20": ("land", "rb"), "30": ("land", "rb", "kreis")}
_LEVEL_40 = ("land", "rb", "kreis")

Row = Sequence[Any]


def read(content: bytes, *, as_of: date | None = None) -> Directory:
    """Return the directory of a workbook that `reading` has found harmless.

    `as_of` is needed only where the workbook does not name its Gebietsstand.
    Raises ImportRefusedError for a workbook that is not this directory.
    """
    sheets = _sheets(content)
    table = _table(sheets)
    columns = _columns(table[:_TITLE_ROWS])
    day = as_of or _gebietsstand([table[:_TITLE_ROWS], *(rows[:_TITLE_ROWS] for rows in sheets.values())])
    records, faults = _records(table, columns, day)
    if not records:
        reason = _("In der Tabelle steht keine Zeile mit einer Satzart. Bitte laden Sie die Datei neu herunter.")
        raise ImportRefusedError(reason, faults)
    return build(LAYOUT, records, faults, as_of=day)


# The sheet


def _sheets(content: bytes) -> dict[str, list[Row]]:
    """Return the rows of the sheets that may hold the table, and the top of all others (a cover names the day)."""
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        try:
            return {sheet.title: _rows(sheet) for sheet in book.worksheets}
        finally:
            book.close()
    # openpyxl has no error of its own: broken XML makes it stumble anywhere.
    except Exception as error:
        raise ImportRefusedError(_("Die Excel-Datei ist beschädigt. Bitte laden Sie sie neu herunter.")) from error


def _rows(sheet: Any) -> list[Row]:
    most = _MOST_ROWS if _SHEET.search(sheet.title) else _TITLE_ROWS
    # Some programs write a wrong size into the sheet; read what is there.
    sheet.reset_dimensions()
    return list(sheet.iter_rows(max_row=most, max_col=_MOST_COLUMNS, values_only=True))


def _table(sheets: Mapping[str, list[Row]]) -> list[Row]:
    for title, rows in sheets.items():
        if not _SHEET.search(title) or not _has_satzart(rows):
            continue
        if len(rows) == _MOST_ROWS:
            reason = _("Die Tabelle hat mehr als %(most)s Zeilen. Das ist nicht das Gemeindeverzeichnis.")
            raise ImportRefusedError(reason % {"most": _MOST_ROWS})
        return rows
    reason = _(
        "In der Arbeitsmappe fehlt das Blatt „Onlineprodukt_Gemeinden“ mit der Spalte „Satzart“ (da ist: %(titles)s)."
        " Bitte nehmen Sie „AuszugGV…Aktuell.xlsx“ des Statistischen Bundesamts."
    )
    raise ImportRefusedError(reason % {"titles": ", ".join(sheets)})


def _has_satzart(rows: Sequence[Row]) -> bool:
    return any(_TITLES["satzart"].search(_compact(cell)) for row in rows[:_TITLE_ROWS] for cell in row)


def _columns(top: Sequence[Row]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in top:
        for at, cell in enumerate(row):
            title = _compact(cell)
            for column, pattern in _TITLES.items():
                if title and column not in found and pattern.search(title):
                    found[column] = at
    if missing := [column for column in _TITLES if column not in found]:
        reason = _(
            "In der Tabelle fehlen Spalten: %(columns)s."
            " Bitte nehmen Sie die unveränderte Datei des Statistischen Bundesamts."
        )
        raise ImportRefusedError(reason % {"columns": ", ".join(_GERMAN_TITLES[column] for column in missing)})
    return found


def _gebietsstand(tops: Iterable[Sequence[Row]]) -> date:
    """Return the day in a cell that speaks of the Gebietsstand, or in a title "… am 31.12.2020"."""
    texts = [str(cell) for rows in tops for row in rows for cell in row if isinstance(cell, str)]
    for words in (r"gebietsstand", r"\bam \d"):
        for text in texts:
            if re.search(words, text, re.I) and (day := _DAY.search(text)):
                return datetime.strptime(day[0], "%d.%m.%Y").date()  # noqa: DTZ007  a day, not an instant
    raise ImportRefusedError(
        _("Die Tabelle nennt keinen Gebietsstand. Bitte geben Sie ihn an, zum Beispiel mit --stand 31.12.2025.")
    )


def _compact(cell: object) -> str:
    return _NOT_LETTERS.sub("", cell.casefold()) if isinstance(cell, str) else ""


# The rows


def _records(table: Sequence[Row], columns: Mapping[str, int], as_of: date) -> tuple[list[Record], list[Fault]]:
    records: list[Record] = []
    faults: list[Fault] = []
    for number, row in enumerate(table, start=1):
        cells = _Cells(row, number, columns, faults)
        if (satzart := cells.digits("satzart")) in SATZARTEN:
            records.append(_record(cells, satzart, as_of))
        elif records and cells.digits("land").isdigit() and cells.text("name"):
            cells.fault("satzart", _("Die Satzart „%(satzart)s“ ist nicht bekannt.") % {"satzart": satzart})
    return records, faults


def _record(cells: "_Cells", satzart: str, as_of: date) -> Record:
    is_municipality = satzart == MUNICIPALITY
    parts = _KEY_PARTS.get(satzart, (*_LEVEL_40, "gem") if is_municipality else _LEVEL_40)
    return Record(
        where=cells.where("name"),
        satzart=satzart,
        key="".join(cells.digits(part) for part in parts),
        verband=cells.digits("vb"),
        name=cells.text("name"),
        mark=cells.digits("mark"),
        as_of=as_of,
        area=cells.number("area") if is_municipality else None,
        population=cells.count("population") if is_municipality else None,
        postcode=cells.digits("postcode") if is_municipality else "",
        point=cells.point() if is_municipality else None,
    )


class _Cells:
    """One row, read by the names of its columns. A cell that is not what it should be becomes a fault."""

    def __init__(self, row: Row, number: int, columns: Mapping[str, int], faults: list[Fault]) -> None:
        self._row, self._number, self._columns, self._faults = row, number, columns, faults

    def where(self, column: str) -> str:
        return _("Zelle %(cell)s") % {"cell": f"{get_column_letter(self._columns[column] + 1)}{self._number}"}

    def fault(self, column: str, reason: str) -> None:
        self._faults.append(Fault(self.where(column), reason))

    def _cell(self, column: str) -> Any:
        at = self._columns[column]
        return self._row[at] if at < len(self._row) else None

    def text(self, column: str) -> str:
        cell = self._cell(column)
        return "" if cell is None else str(cell).replace("\xa0", " ").strip()

    def digits(self, column: str) -> str:
        """Return a key part; a spreadsheet program may have turned "07" into the number 7."""
        cell = self._cell(column)
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        text = "" if cell is None else str(cell).strip()
        return text.zfill(_WIDTHS[column]) if text else ""

    def number(self, column: str) -> float | None:
        """Return a number; German files write "1 234,5" as text."""
        text = self.text(column).replace(" ", "")
        if "," in text:
            text = text.replace(".", "").replace(",", ".")
        if text in {"", "-"}:
            return None
        try:
            number = float(text)
        except ValueError:
            number = inf
        if isfinite(number):
            return number
        self.fault(column, _("„%(text)s“ ist keine Zahl.") % {"text": self.text(column)})
        return None

    def count(self, column: str) -> int | None:
        number = self.number(column)
        if number is not None and (number < 0 or number != int(number)):
            self.fault(column, _("„%(text)s“ ist keine ganze Zahl ab 0.") % {"text": self.text(column)})
            return None
        return None if number is None else int(number)

    def point(self) -> Point | None:
        """Return the middle of the municipality; shared waters have none or 0."""
        lat, lon = self.number("lat"), self.number("lon")
        return Point(lat, lon) if lat and lon else None
