"""Writes small directories in both official layouts, so that no test needs the real files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook


@dataclass(frozen=True)
class Unit:
    """One row of the directory. `key` has the digits of its level; `vb` is the number of the association."""

    satzart: str
    key: str
    name: str
    mark: str = ""
    vb: str = ""
    hectares: int | None = None
    people: int | None = None
    postcode: str = ""
    lat: float | None = None
    lon: float | None = None


BRANDENBURG = Unit("10", "12", "Brandenburg")
PRIGNITZ = Unit("40", "12070", "Prignitz", "44")
PERLEBERG = Unit("60", "12070296", "Perleberg, Stadt", "63", "0296", 13869, 12108, "19348", 53.076, 11.8643)
WITTENBERGE = Unit("60", "12070424", "Wittenberge, Stadt", "63", "0424", 5060, 16837, "19322", 52.9936, 11.7514)
BAVARIA = Unit("10", "09", "Bayern")
REGION = Unit("20", "094", "Oberfranken")
COBURG_KREIS = Unit("40", "09463", "Coburg", "41")
COBURG_VB = Unit("50", "09463", "Coburg", "50", "0000")
COBURG = Unit("60", "09463000", "Coburg", "61", "0000", 4829, 41842, "96450", 50.2584, 10.9642)
PALATINATE = Unit("10", "07", "Rheinland-Pfalz")
TRIER_SAARBURG = Unit("40", "07235", "Trier-Saarburg", "44")
SCHWEICH_VB = Unit("50", "07235", "Schweich an der Römischen Weinstraße", "53", "5006")
FOEHREN = Unit("60", "07235026", "Föhren", "64", "5006", 1148, 3000, "54343", 49.86, 6.7667)

GERMANY = [
    PALATINATE,
    TRIER_SAARBURG,
    SCHWEICH_VB,
    FOEHREN,
    BAVARIA,
    REGION,
    COBURG_KREIS,
    COBURG_VB,
    COBURG,
    BRANDENBURG,
    PRIGNITZ,
    PERLEBERG,
    WITTENBERGE,
]
STAND = "20231130"


def _eleven(value: int | None) -> str:
    return "" if value is None else f"{value:011d}"


def _with_comma(value: float | None) -> str | None:
    return None if value is None else f"{value:.6f}".replace(".", ",")


def gv100ad_line(unit: Unit, stand: str = STAND) -> str:
    """Return the line of 220 characters that the record layout asks for."""
    is_municipality = unit.satzart == "60"
    fields = [
        unit.satzart,
        stand,
        f"{unit.key:<8}",
        f"{unit.vb:<4}",
        f"{unit.name:<50}",
        f"{'':<50}",
        f"{unit.mark:<2}",
        " " * 4,
        f"{_eleven(unit.hectares):<11}",
        f"{_eleven(unit.people):<11}",
        f"{_eleven(unit.people and unit.people // 2):<11}",
        " " * 4,
        f"{unit.postcode:<5}",
        " " * 7,
        "3052140303821056   " if is_municipality else " " * 19,
        " " * 24,
    ]
    return "".join(fields)


def write_gv100ad(file: Path, units: Sequence[Unit], *, stand: str = STAND, encoding: str = "utf-8") -> Path:
    file.write_bytes("".join(gv100ad_line(unit, stand) + "\n" for unit in units).encode(encoding))
    return file


def auszug_row(unit: Unit) -> list[str | int | float | None]:
    parts = [unit.key[0:2], unit.key[2:3], unit.key[3:5], unit.vb, unit.key[5:8]]
    return [
        unit.satzart,
        unit.mark or None,
        *(part or None for part in parts),
        unit.name,
        None if unit.hectares is None else unit.hectares / 100,
        unit.people,
        unit.people and unit.people // 2,
        unit.people and unit.people - unit.people // 2,
        None,
        unit.postcode or None,
        _with_comma(unit.lon),
        _with_comma(unit.lat),
    ]


TITLES: list[str | None] = ["Satz-art", "Text-kenn-zeichen", "Amtlicher Regionalschlüssel (ARS)", *[None] * 4]
TITLES += [
    "Gemeindename",
    "Fläche km2",
    "Bevölkerung 2)",
    None,
    None,
    None,
    "Post-leit-zahl 3)",
    "Geografische Mittelpunkte",
]
SUBTITLES: list[str | None] = [
    None,
    None,
    "Land",
    "RB",
    "Kreis",
    "VB",
    "Gem",
    None,
    None,
    "insgesamt",
    "männlich",
    "weiblich",
]
SUBTITLES += ["je km2", None, "Längengrad", "Breitengrad"]


def write_auszug(
    file: Path,
    units: Sequence[Unit],
    *,
    title: str | None = "Gemeinden in Deutschland, Gebietsstand: 30.11.2023",
    sheet: str = "Onlineprodukt_Gemeinden",
    blank_rows: int = 2,
    shift: int = 0,
) -> Path:
    """Write the spreadsheet; `shift` puts empty columns before the population, as older files have them."""
    book = Workbook()
    book.active.title = "Deckblatt"  # type: ignore[union-attr]  # a new book has a sheet
    table = book.create_sheet(sheet)
    table.append([title])
    table.append([])
    rows: list[list[Any]] = [TITLES, SUBTITLES, *[[None, "31.12.2022"]] * blank_rows, *map(auszug_row, units)]
    for row in rows:
        table.append([*row[:9], *[None] * shift, *row[9:]])
    table.append(["_____"])
    table.append(["1) Quelle für die geografischen Angaben: Bundesamt für Kartographie und Geodäsie, 12 Zeichen"])
    book.save(file)
    return file
