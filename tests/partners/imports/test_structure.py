"""The table in a sheet: heads, sections, remarks, second tables, columns without heads."""

import pytest

from drehscheibe.work.partners.imports import structure
from drehscheibe.work.partners.imports.book import Line, Sheet
from drehscheibe.work.partners.vocabulary import ColumnKind as Kind

from .reading import table_of


def sorts(text: str) -> list[tuple[int, str]]:
    return [(line.number, line.sort) for line in table_of(text).lines]


def test_title_head_section_and_remark_are_told_from_partners() -> None:
    text = "Verteiler 2024\n\nName\tE-Mail\nKitas\nKita Sonne\ta@example.org\nSCHULEN:\nRolandschule\tb@example.org\nStand: März 2024"
    assert sorts(text) == [
        (1, "remark"), (3, "head"), (4, "section"), (5, "data"), (6, "section"), (7, "data"), (8, "remark"),
    ]  # fmt: skip


def test_lines_know_the_heading_above_them() -> None:
    text = "Einrichtung\tE-Mail\nKitas\nSonne\ta@example.org\nVereine und Verbände\nPerle\tb@example.org"
    assert [line.section for line in table_of(text).lines if line.sort == "data"] == ["Kitas", "Vereine und Verbände"]


def test_a_line_with_an_address_is_never_a_remark() -> None:
    assert sorts("Name\tE-Mail\nStand: fragen@example.org\t") == [(1, "head"), (2, "data")]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Einrichtung\tVorname\tName\tStraße\tHausnr.\tPLZ\tOrt\nKita\tAnna\tBeispiel\tHauptstr.\t5\t19348\tPerleberg",
         [Kind.NAME, Kind.FIRST_NAME, Kind.LAST_NAME, Kind.STREET, Kind.HOUSE_NUMBER, Kind.POSTCODE, Kind.PLACE]),
        ("Name\tInstitution\tKontakt\nBeispiel\tKita Sonne\ta@example.org", [Kind.PERSON, Kind.NAME, Kind.EMAIL]),
        ("Name\tKontakt\nKita Sonne\tAnna Beispiel", [Kind.NAME, Kind.PERSON]),
        ("Lfd. Nr.\tPartner\tTel.\tFax\tHomepage\tdabei seit\n1\tKita\t03876 1234\t1235\twww.example.org\t2012",
         [Kind.IGNORE, Kind.NAME, Kind.PHONE, Kind.IGNORE, Kind.WEBSITE, Kind.SINCE]),
        ("E-Mail-Adresse (dienstlich)\tFunktion\tEinrichtung\na@example.org\tLeitung\tKita", [Kind.EMAIL, Kind.ROLE, Kind.NAME]),
        ("Kita Sonne\tAnna Beispiel\ta@example.org\t03876 000101\tHauptstr. 5\t19348\tPerleberg\n"
         "Rolandschule\tBernd Muster\tb@example.org\t03876 000102\tRingstr. 2\t19322\tWittenberge",
         [Kind.NAME, Kind.PERSON, Kind.EMAIL, Kind.PHONE, Kind.STREET, Kind.POSTCODE, Kind.PLACE]),
        ("1\tKitas\tSonne am Wald\n2\tSchulen\tRoland\n3\tVereine\tPerle", [Kind.IGNORE, Kind.CATEGORY, Kind.NAME]),
        ("Anna\tBeispiel\ta@example.org\nBernd\tMuster\tb@example.org", [Kind.FIRST_NAME, Kind.LAST_NAME, Kind.EMAIL]),
        ("a@example.org\nb@example.org", [Kind.EMAIL]),
        ("Kita Sonne\nRolandschule", [Kind.NAME]),
        ("Name\tTräger\tBemerkung\nKita Sonne\tAWO\tnett", [Kind.NAME, Kind.NOTE, Kind.NOTE]),
    ],
    ids=["all apart", "name is a person", "name is a partner", "numbers", "long heads", "no heads", "category", "people only",
         "addresses only", "names only", "carrier"],
)  # fmt: skip
def test_columns_are_guessed(text: str, kinds: list[Kind]) -> None:
    assert table_of(text).kinds == kinds


def test_second_table_below_goes_under_the_columns_of_the_first() -> None:
    text = (
        "Einrichtung\tE-Mail\nKita Sonne\ta@example.org\nKita Mond\tb@example.org\n"
        "Neue Partner\nOrt\tMail\tName der Organisation\nPerleberg\tc@example.org\tRolandschule"
    )
    table = table_of(text)
    assert (table.kinds, table.tables) == ([Kind.NAME, Kind.EMAIL, Kind.PLACE], 2)
    assert table.lines[-1].cells == ["Rolandschule", "c@example.org", "Perleberg"]
    assert table.lines[3].sort == "remark"


def test_two_tables_side_by_side_become_one() -> None:
    text = "Name\tE-Mail\t\tName\tE-Mail\nKita Sonne\ta@example.org\t\tRolandschule\tb@example.org\nKita Mond\tc@example.org\t\t\t"
    table = table_of(text)
    data = [(line.number, line.cells) for line in table.lines if line.sort == "data"]
    assert data == [
        (2, ["Kita Sonne", "a@example.org"]), (3, ["Kita Mond", "c@example.org"]), (2, ["Rolandschule", "b@example.org"]),
    ]  # fmt: skip


def test_two_lines_of_heads_are_one() -> None:
    table = table_of(
        "Einrichtung\tAnschrift\t\tKontakt\n\tStraße\tPLZ\tE-Mail\nKita\tHauptstr. 5\t19348\ta@example.org"
    )
    assert table.kinds == [Kind.NAME, Kind.STREET, Kind.POSTCODE, Kind.EMAIL]


def test_dittos_stand_for_what_is_above_them() -> None:
    table = table_of('Einrichtung\tOrt\nKita Sonne\tPerleberg\ndito\t"\nRolandschule\ts.o.')
    assert [[line.said(0), line.said(1)] for line in table.lines if line.sort == "data"] == [
        ["Kita Sonne", "Perleberg"], ["Kita Sonne", "Perleberg"], ["Rolandschule", "Perleberg"],
    ]  # fmt: skip


def test_the_sheet_with_addresses_is_chosen() -> None:
    sheets = [
        Sheet("Hinweise", [Line(n, ["viel Text"]) for n in range(1, 50)]),
        Sheet("Verteiler", [Line(1, ["a@example.org"])]),
        Sheet("alt", [Line(n, ["a@example.org"]) for n in range(1, 9)], is_hidden=True),
    ]
    assert sheets[structure.best_sheet(sheets)].name == "Verteiler"
