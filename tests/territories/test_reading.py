"""Both layouts give the same territories; each mistake is named with its place and reason."""

import string
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from drehscheibe.ground.territories import imports
from drehscheibe.ground.territories.imports import gv100ad
from drehscheibe.ground.territories.imports.directory import Directory
from drehscheibe.ground.territories.rules import Entry

from . import files
from .files import Unit

Writer = Callable[..., Path]
BOTH = pytest.mark.parametrize(
    ("write", "name"),
    [(files.write_gv100ad, "GV100AD.txt"), (files.write_auszug, "AuszugGV.xlsx")],
    ids=["text", "sheet"],
)
PRIGNITZ = [files.BRANDENBURG, files.PRIGNITZ]


def _faults(directory: Directory) -> list[str]:
    return [str(fault) for fault in directory.faults]


def _named(directory: Directory) -> dict[str, str]:
    return {key: entry.official_name for key, entry in directory.entries.items()}


@BOTH
def test_directory_becomes_territories(write: Writer, name: str, tmp_path: Path) -> None:
    directory = imports.read_directory(write(tmp_path / name, files.GERMANY))
    assert _faults(directory) == []
    assert directory.as_of == date(2023, 11, 30)
    assert {key: (entry.kind, entry.official_name, entry.parent) for key, entry in directory.entries.items()} == {
        "07": ("land", "Rheinland-Pfalz", ""),
        "07235": ("kreis", "Landkreis Trier-Saarburg", "07"),
        "072355006": ("gemeindeverband", "Schweich an der Römischen Weinstraße", "07235"),
        "07235026": ("gemeinde", "Föhren", "07235"),
        "09": ("land", "Bayern", ""),
        "09463": ("kreisfreie_stadt", "Coburg", "09"),
        "12": ("land", "Brandenburg", ""),
        "12070": ("kreis", "Landkreis Prignitz", "12"),
        "12070296": ("gemeinde", "Perleberg, Stadt", "12070"),
        "12070424": ("gemeinde", "Wittenberge, Stadt", "12070"),
    }
    assert directory.entries["07235026"].verband == "072355006"
    assert directory.entries["12070296"].verband == ""


@BOTH
def test_people_of_upper_levels_are_the_sum_below(write: Writer, name: str, tmp_path: Path) -> None:
    entries = imports.read_directory(write(tmp_path / name, files.GERMANY)).entries
    assert [entries[key].population for key in ("12", "12070", "12070296", "09463", "072355006")] == [
        28945,
        28945,
        12108,
        41842,
        3000,
    ]


def test_text_tells_the_seat_but_no_point(tmp_path: Path) -> None:
    entries = imports.read_directory(files.write_gv100ad(tmp_path / "a.txt", files.GERMANY)).entries
    assert entries["12070296"] == Entry(
        "12070296",
        "gemeinde",
        "Perleberg, Stadt",
        parent="12070",
        population=12108,
        postcode="19348",
        as_of=date(2023, 11, 30),
        source="gv100ad_2023-11-30",
    )


def test_sheet_tells_points_and_the_middle_of_a_kreis(tmp_path: Path) -> None:
    entries = imports.read_directory(files.write_auszug(tmp_path / "a.xlsx", files.GERMANY)).entries
    perleberg, kreis = entries["12070296"], entries["12070"]
    assert (perleberg.latitude, perleberg.longitude, perleberg.point_source) == (53.076, 11.8643, "auszuggv_2023-11-30")
    share = 13869 / (13869 + 5060)
    assert kreis.latitude == round(53.076 * share + 52.9936 * (1 - share), 4)
    assert kreis.point_source == "auszuggv_2023-11-30_mean"


def test_text_of_older_years_is_latin_1(tmp_path: Path) -> None:
    file = files.write_gv100ad(tmp_path / "a.txt", files.GERMANY, encoding="iso-8859-1")
    assert imports.read_directory(file).entries["07235026"].official_name == "Föhren"


def test_text_may_have_a_mark_at_its_head_and_windows_line_ends(tmp_path: Path) -> None:
    lines = "".join(files.gv100ad_line(unit) + "\r\n" for unit in files.GERMANY)
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + lines.encode() + b"\x1a")
    directory = imports.read_directory(tmp_path / "a.txt")
    assert (_faults(directory), len(directory.entries)) == ([], 10)


@pytest.mark.parametrize(
    "how",
    [
        {"blank_rows": 0},
        {"blank_rows": 5},
        {"shift": 1},
        {"sheet": "Onlineprodukt_Gemeinden_311219"},
        {"sheet": "Gemeinden"},
    ],
)
def test_sheet_may_be_laid_out_a_little_differently(how: dict[str, Any], tmp_path: Path) -> None:
    directory = imports.read_directory(files.write_auszug(tmp_path / "a.xlsx", files.GERMANY, **how))
    assert _faults(directory) == []
    assert directory.entries["12070296"].population == 12108


def test_sheet_without_a_day_takes_the_one_that_is_given(tmp_path: Path) -> None:
    file = files.write_auszug(tmp_path / "a.xlsx", files.GERMANY, title=None)
    with pytest.raises(imports.ImportRefusedError, match="nennt keinen Gebietsstand"):
        imports.read_directory(file)
    assert imports.read_directory(file, as_of=date(2025, 12, 31)).as_of == date(2025, 12, 31)


@BOTH
def test_forests_and_shared_waters_are_left_out(write: Writer, name: str, tmp_path: Path) -> None:
    forest = Unit("60", "12070999", "Gemeinsames Gebiet", "64", "9999")
    water = Unit("60", "12070900", "See", "66", "9999", people=0)
    directory = imports.read_directory(write(tmp_path / name, [*PRIGNITZ, forest, water]))
    assert (list(directory.entries), directory.skipped) == (["12", "12070"], 2)


def test_point_of_zero_is_no_point(tmp_path: Path) -> None:
    places = [*PRIGNITZ, replace(files.PERLEBERG, lat=0.0, lon=0.0), replace(files.WITTENBERGE, lat=None, lon=None)]
    entries = imports.read_directory(files.write_auszug(tmp_path / "a.xlsx", places)).entries
    assert [entries[key].latitude for key in ("12070296", "12070424", "12070")] == [None, None, None]


# Mistakes


@BOTH
@pytest.mark.parametrize(
    ("unit", "reason"),
    [
        (files.PERLEBERG, "Der Schlüssel 12070296 steht schon hier: "),
        (
            replace(files.PERLEBERG, key="1207029X"),
            "Der Schlüssel „1207029X“ hat nicht 8 Ziffern, wie es Satzart 60 verlangt.",
        ),
        (replace(files.PERLEBERG, key="12071296"), "Der übergeordnete Schlüssel 12071 fehlt in der Datei."),
        (replace(files.PERLEBERG, key="12070297", name=""), "Der Name fehlt."),
        (
            replace(files.PERLEBERG, key="12070297", postcode="1934A"),
            "Die Postleitzahl „1934A“ hat nicht fünf Ziffern.",
        ),
        (replace(files.PRIGNITZ, key="12071", mark="49"), "Das Textkennzeichen „49“ ist für einen Kreis nicht bekannt"),
        (
            replace(files.SCHWEICH_VB, key="12070", vb="50X6"),
            "Die Nummer des Gemeindeverbands „50X6“ hat nicht vier Ziffern.",
        ),
    ],
)
def test_mistake_is_named_with_its_place(write: Writer, name: str, unit: Unit, reason: str, tmp_path: Path) -> None:
    places = [*PRIGNITZ, files.PERLEBERG, unit]
    found = _faults(imports.read_directory(write(tmp_path / name, places)))
    where = "Zeile 4: " if name.endswith("txt") else "Zelle H10: "
    assert [fault.startswith(where) and reason in fault for fault in found] == [True]


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    lines = [files.gv100ad_line(unit) for unit in [*PRIGNITZ, files.PERLEBERG, files.WITTENBERGE]]
    lines[1] = lines[1][:-1]
    lines[2] = "70" + lines[2][2:]
    lines[3] = lines[3][:139] + "0000001683X" + lines[3][150:]
    lines.append(files.gv100ad_line(files.BAVARIA, "20231301"))
    lines.append(files.gv100ad_line(files.BAVARIA, "20221231"))
    (tmp_path / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    assert _faults(imports.read_directory(tmp_path / "a.txt")) == [
        "Zeile 2: 219 Zeichen statt 220.",
        "Zeile 3: Die Satzart „70“ ist nicht bekannt.",
        "Zeile 4: Einwohnerzahl: „0000001683X“ ist keine Zahl.",
        "Zeile 5: Der Gebietsstand „20231301“ ist kein Tag (erwartet: JJJJMMTT).",
        "Zeile 6: Der Gebietsstand ist 31.12.2022, in den Zeilen davor aber 30.11.2023.",
    ]


@pytest.mark.parametrize(
    ("cell", "value", "fault"),
    [
        ("O9", "elf", "Zelle O9: „elf“ ist keine Zahl."),
        ("O9", "nan", "Zelle O9: „nan“ ist keine Zahl."),
        ("P9", "5,5", "Zelle H9: Der Punkt 5.5, 11.8643 liegt nicht in Deutschland."),
        ("J9", -4, "Zelle J9: „-4“ ist keine ganze Zahl ab 0."),
        ("J9", 10**12, "Zelle H9: Die Einwohnerzahl 1000000000000 ist zu groß."),
        ("A9", None, "Zelle A9: Die Satzart „“ ist nicht bekannt."),
        ("A9", 77, "Zelle A9: Die Satzart „77“ ist nicht bekannt."),
        ("H9", "x" * 200, "Zelle H9: Der Name ist zu lang."),
    ],
)
def test_mistake_in_a_cell_is_named(cell: str, value: Any, fault: str, tmp_path: Path) -> None:
    file = files.write_auszug(tmp_path / "a.xlsx", [*PRIGNITZ, files.PERLEBERG])
    book = load_workbook(file)
    book["Onlineprodukt_Gemeinden"][cell] = value
    book.save(file)
    assert _faults(imports.read_directory(file)) == [fault]


@pytest.mark.parametrize(
    ("cell", "value"), [("J9", " 12 108"), ("J9", "12.108,0"), ("N9", 19348), ("C9", 12), ("E9", 70)]
)
def test_numbers_may_be_written_as_spreadsheets_write_them(cell: str, value: Any, tmp_path: Path) -> None:
    file = files.write_auszug(tmp_path / "a.xlsx", [*PRIGNITZ, files.PERLEBERG])
    book = load_workbook(file)
    book["Onlineprodukt_Gemeinden"][cell] = value
    book.save(file)
    directory = imports.read_directory(file)
    perleberg = directory.entries["12070296"]
    assert (_faults(directory), perleberg.population, perleberg.postcode) == ([], 12108, "19348")


# The line


UNITS = st.builds(
    Unit,
    satzart=st.just("60"),
    key=st.text(string.digits, min_size=8, max_size=8),
    name=st.text(string.ascii_letters + "äöüÄÖÜßč(), /-", min_size=1, max_size=50).map(str.strip).filter(bool),
    mark=st.sampled_from(["60", "61", "62", "63", "64", "65", "67"]),
    vb=st.text(string.digits, min_size=4, max_size=4),
    hectares=st.none() | st.integers(0, 99_999_999),
    people=st.none() | st.integers(0, 99_999_999),
    postcode=st.just("") | st.text(string.digits, min_size=5, max_size=5),
)


@given(UNITS)
def test_line_read_back_is_what_was_written(unit: Unit) -> None:
    record = gv100ad.parse_line(files.gv100ad_line(unit), 7)
    area = None if record.area is None else round(record.area * 100)
    assert (record.where, record.as_of) == ("Zeile 7", date(2023, 11, 30))
    assert (record.satzart, record.key, record.verband, record.name) == ("60", unit.key, unit.vb, unit.name)
    assert (record.mark, area, record.population, record.postcode) == (
        unit.mark,
        unit.hectares,
        unit.people,
        unit.postcode,
    )


def test_known_line_is_read_as_published() -> None:
    record = gv100ad.parse_line(files.gv100ad_line(files.PERLEBERG), 1)
    assert (record.key, record.name, record.mark) == ("12070296", "Perleberg, Stadt", "63")
    assert (record.area, record.population, record.postcode) == (138.69, 12108, "19348")


@given(st.text(max_size=230))
def test_any_line_is_read_or_refused_with_a_reason(text: str) -> None:
    line = files.gv100ad_line(files.PERLEBERG)
    broken = (text + line)[:220]
    try:
        assert gv100ad.parse_line(broken, 1).satzart in {"10", "20", "30", "40", "50", "60"}
    except gv100ad._UnreadableError as error:
        assert str(error) != ""
