"""Files of all kinds become sheets of texts, or are refused for a reason."""

import io
from datetime import date

import pytest

from drehscheibe.work.partners.imports import files, texts
from drehscheibe.work.partners.imports.book import MOST_LINES, Book, Refused, from_plain, to_plain

from .files import LIST, encrypted_zip, ole, packed, raw_xlsx, sheet_xml, xlsx

TABLE = "Einrichtung;E-Mail\r\nKita Bärenhöhle;baeren@example.org\r\n"


def read(content: bytes) -> Book:
    return files.read(io.BytesIO(content))


def cells(content: bytes) -> list[list[str]]:
    return [line.cells for line in read(content).sheets[0].lines]


# Text


@pytest.mark.parametrize(
    ("content"),
    [
        TABLE.encode("utf-8"),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        TABLE.encode("cp1252"),
        TABLE.encode("cp850"),
        TABLE.replace(";", ",").encode(),
        TABLE.replace(";", "\t").encode(),
        f"sep=;\r\n{TABLE}".encode(),
        TABLE.replace("\r\n", "\r").encode(),
        TABLE.replace("Kita Bärenhöhle", '"Kita Bärenhöhle"').encode(),
        xlsx(LIST),
    ],
    ids=[
        "utf-8", "utf-8 with mark", "utf-16", "utf-16-le", "utf-16-be", "windows-1252", "dos", "comma", "tab", "sep line",
        "old mac", "quotes", "xlsx",
    ],
)  # fmt: skip
def test_the_same_list_comes_out_of_every_format(content: bytes) -> None:
    assert cells(content) == LIST


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('a\t"zwei\nZeilen"\tc', [["a", "zwei\nZeilen", "c"]]),
        ('a\t"\tc\nb\t"\td', [["a", '"', "c"], ["b", '"', "d"]]),
        ('a;"b; ""c"""', [["a", 'b; "c"']]),
        ('a;"nie geschlossen\nb;c', [["a", '"nie geschlossen'], ["b", "c"]]),
        ("Kita, Hort und Schule", [["Kita, Hort und Schule"]]),
        ("nur eine Spalte\nnoch eine", [["nur eine Spalte"], ["noch eine"]]),
        ("", []),
    ],
    ids=[
        "line break in a cell",
        "ditto marks",
        "quotes in quotes",
        "open quote",
        "a sentence",
        "one column",
        "nothing",
    ],
)
def test_pasted_cells_are_told_apart(text: str, rows: list[list[str]]) -> None:
    assert [line.cells for line in texts.pasted(text).lines] == rows


def test_address_cards_become_lines() -> None:
    card = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Beispiel;Anna;;;\r\nFN:Anna Beispiel\r\nORG:Kita Sonnenschein;Leitung\r\n"
        "EMAIL;TYPE=work:anna@exam\r\n ple.org\r\nTEL:03876 000101\r\nADR;TYPE=work:;;Hauptstr. 5;Perleberg;;19348;\r\n"
        "END:VCARD\r\n"
    )
    quoted = "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg\nEND:VCARD\n"
    assert cells((card + quoted).encode())[1:] == [
        ["Kita Sonnenschein", "Leitung", "Anna Beispiel", "", "anna@example.org", "03876 000101", "Hauptstr. 5", "19348",
         "Perleberg", "", ""],
        ["", "", "Jörg Müller", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip


# Excel


def test_numbers_come_as_people_see_them() -> None:
    def formats(sheet: object) -> None:
        sheet["A2"].number_format = "00000"  # type: ignore[index]  # openpyxl's cells

    content = xlsx(
        [["PLZ", "seit", "Zahl", "ja?"], [4103, date(2012, 5, 1), 0.5, True], [19348, 2012, 3876000101, None]], formats
    )
    assert cells(content)[1:] == [["04103", "01.05.2012", "0,5", "ja"], ["19348", "2012", "3876000101"]]


def test_merged_hidden_and_struck_cells_are_noticed() -> None:
    from openpyxl.styles import Font

    def change(sheet: object) -> None:
        sheet.merge_cells("A1:C1")  # type: ignore[attr-defined]  # openpyxl's sheet
        sheet.merge_cells("A2:A3")  # type: ignore[attr-defined]  # the same
        sheet.row_dimensions[3].hidden = True  # type: ignore[attr-defined]  # the same
        sheet.column_dimensions["C"].hidden = True  # type: ignore[attr-defined]  # the same
        sheet["A4"].font = Font(strike=True)  # type: ignore[index]  # the same

    sheet = read(xlsx([["Kitas"], ["AWO", "Anna"], [None, "Bernd"], ["Alt"]], change)).sheets[0]
    assert [(line.wide, line.filled, line.hidden, line.struck) for line in sheet.lines] == [
        (True, {}, False, False),
        (False, {}, False, False),
        (False, {0: "AWO"}, True, False),
        (False, {}, False, True),
    ]
    assert sheet.hidden_columns == 1


def test_formula_gives_its_result_and_without_one_itself() -> None:
    rows = '<row r="1"><c r="A1"><f>B1</f><v>7</v></c><c r="B1"><f>C1&amp;D1</f></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    assert cells(raw_xlsx(sheet_xml(rows))) == [["7", "=C1&D1", "#DIV/0!"]]


def test_only_shared_texts_in_use_are_kept() -> None:
    rows = '<row><c t="s"><v>1</v></c><c t="inlineStr"><is><t>direkt</t></is></c><c t="s"><v>99</v></c></row>'
    shared = "<si><t>nie</t></si><si><r><t>Ki</t></r><r><t>ta</t></r><rPh><t>kana</t></rPh></si>"
    assert cells(raw_xlsx(sheet_xml(rows), shared=shared)) == [["Kita", "direkt", ""]]


def test_macros_are_left_alone_and_mentioned() -> None:
    book = read(
        raw_xlsx(sheet_xml('<row><c t="str"><v>Kita</v></c></row>'), more={"xl/vbaProject.bin": b"Sub Auto_Open()"})
    )
    assert (book.sheets[0].lines[0].cells, book.notes) == (["Kita"], ["macros"])


def test_a_sheet_survives_its_way_through_json() -> None:
    sheet = read(xlsx([["AWO", "Anna"], [None, "Bernd"]], lambda s: s.merge_cells("A1:A2"))).sheets[0]
    import json

    assert from_plain(json.loads(json.dumps(to_plain(sheet)))) == sheet


# Refused


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ole("EncryptedPackage"), "password"),
        (encrypted_zip(), "password"),
        (ole("Workbook"), "xls"),
        (ole("__substg1.0_"), "msg"),
        (ole("WordDocument"), "docx"),
        (b"%PDF-1.7", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
        (packed({"liste.txt": "Kita"}), "zip"),
        (packed({"[Content_Types].xml": "<Types/>"}), "other"),
        (b"PK\x03\x04 abgeschnitten", "broken"),
        (b"<html><table></table></html>", "html"),
        (bytes(range(256)) * 4, "other"),
        (raw_xlsx("<worksheet"), "broken"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_for_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(content)
    assert refused.value.code == code


def test_entities_are_never_unfolded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + sheet_xml(
        '<row><c t="str"><v>&b;</v></c></row>'
    )
    with pytest.raises(Refused) as refused:
        read(raw_xlsx(bomb))
    assert refused.value.code == "broken"


def test_one_long_text_said_a_million_times_is_too_big() -> None:
    cell = "<c t='s'><v>0</v></c>"
    rows = f"<row>{cell * 20}</row>" * 200
    with pytest.raises(Refused) as refused:
        read(raw_xlsx(sheet_xml(rows), shared=f"<si><t>{'x' * 30_000}</t></si>"))
    assert refused.value.code == "too_big"


def test_reading_stops_at_the_limit() -> None:
    rows = "".join(f'<row r="{n}"><c t="str"><v>Kita {n}</v></c></row>' for n in range(1, MOST_LINES + 500))
    for content in (raw_xlsx(sheet_xml(rows)), "\n".join(f"Kita {n};x" for n in range(MOST_LINES + 500)).encode()):
        sheet = read(content).sheets[0]
        assert (sheet.too_long, len(sheet.lines)) == (True, MOST_LINES)
