"""A partner list as coordinators have it, with twelve kinds of mess.

1. a title above the table, blank lines, a remark below it ("Stand: März 2024")
2. headings between the lines that say what kind of partner follows (merged cells in the file)
3. two names and three mail addresses in one cell
4. last names first, titles, greetings, offices: "Beispiel, Dr. Anna", "Frau Muster (Leitung)"
5. addresses with names and brackets around them, "mailto:", capital letters, a full stop behind
6. cells that say nothing or point elsewhere: "k.A.", "-", "siehe Kita", "dito"
7. one partner on two lines, with a person each
8. one person at three partners
9. whole postal addresses in one cell, each written another way; a postcode that lost its zero
10. phone numbers that a spreadsheet took for numbers
11. a last column "kommt nicht mehr"
12. a second table below the first, its columns in another order

33 partners stand in it. 31 can be taken in as they are; two wait: line 8 ("kita.sonne@" has nothing after the @) and
line 24 (postcode 4103). Beyond the 33, one line is left out by itself: the association of line 31 comes no more.
The file holds the same, with merged cells, a hidden row, a column of notes that is hidden, real numbers and a formula.
"""

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

PARTNERS = 33
GOOD = 31
DOUBTFUL_LINES = (8, 24)
LEFT_OUT_LINE = 31
REPAIRED_MAIL = "kita.sonne@example.org"
SHEET = "Verteiler"

_HEAD = [
    "Einrichtung",
    "Ansprechpartner",
    "E-Mail",
    "Telefon",
    "Anschrift",
    "dabei seit",
    "Bemerkung",
    "kommt nicht mehr",
]
_SECOND_HEAD = ["Ort", "PLZ", "Name der Organisation", "Mail", "Kontaktperson", "Tel."]


def ugly_cells() -> list[list[str]]:
    """Return the list as rows of texts, as they come when the cells are copied."""
    rows = [
        ["Verteiler Bündnis für Familie 2024 neu (2)"],
        [],
        _HEAD,
        ["Kitas"],
        ["Kita Sonnenschein", "Anna Beispiel, Bernd Muster",
         "a.beispiel@example.org; muster@example.org; kita.sonnenschein@example.org", "03876 000101", "Hauptstr. 5, 19348 Perleberg", "2008", "", ""],
        ["Kita Regenbogen (ev.)", "Beispiel, Dr. Clara", "Clara Beispiel <C.Beispiel@example.org>", "3876000102",
         "Ringstraße 12a\n19348 Perleberg", "seit 2012", "", ""],
        ["AWO Kita Zwergenland", "Frau Probe (Leitung)", "mailto:zwergenland@example.org", "siehe Kita",
         "19348 Perleberg, Am Hof 3", "k.A.", "braucht Brief in großer Schrift", ""],
        ["Kita Sonne am Wald", "Doris Vogel", "kita.sonne@", "03876 000104", "Waldweg 1, 19348 Perleberg", "", "",
         ""],
        ["Hort Waldwichtel", "Herr Fuchs", "hort@example.org.", "-", "dito", "2015", "", ""],
        ["Schulen"],
        ["Grundschule Geschwister Scholl", "Rektorin Eva Lehrreich", "gs-scholl@example.org", "03876/000110",
         "Schulplatz 2 - 19348 Perleberg", "01.08.2010", "", ""],
        ["Rolandschule", "Muster, Franz; Muster, Gerda", "f.muster@example.org, g.muster@example.org",
         "03876 000111", "Schulstr. 7, D-19348 Perleberg", "", "", ""],
        ["Gottfried-Arnold-Gymnasium", "Dr. Hans Weise", "WEISE@EXAMPLE.ORG", "3876000112,0",
         "Puschkinstr. 1, 19348 Perleberg", "Mai 2011", "", ""],
        ["Volkshochschule Prignitz", "Ina Klug", "vhs@example.org", "03876 000113",
         "Wittenberger Str. 90, 19348 Perleberg", "2009", "", ""],
        ["VEREINE UND VERBÄNDE"],
        ["AWO Kreisverband Prignitz e.V.", "Jana Quelle", "quelle@example.org", "03876 000120",
         "Bergstr. 4, 19348 Perleberg", "28.04.2008", "", ""],
        ["dito", "Karl Brunnen (Vertretung)", "brunnen@example.org", "03876 000121", "", "", "", ""],
        ["DRK Kreisverband", "Lena Ufer", "ufer@example.org", "03876 000122", "Feldstraße 98, 19348 Perleberg",
         "2008", "", ""],
        ["Deutscher Kinderschutzbund, Ortsverband Perleberg", "Lena Ufer", "ufer@example.org", "\"", "", "", "", ""],
        ["Förderverein Stadtpark e. V.", "Ufer, Lena", "ufer@example.org", "", "", "", "", ""],
        ["Sportverein Perle 04", "Mario Sprung", "sprung@example.org", "0170 0000123",
         "Sportplatz 1, 19348 Perleberg", "", "Vereinsheim kann genutzt werden", ""],
        ["Landfrauenverein Quitzow", "Nele Acker", "acker@example.org", "03876 000124",
         "OT Quitzow, Dorfstr. 9, 19348 Perleberg", "2013", "", ""],
        ["Volkssolidarität", "Fr. Otto", "otto@example.org", "03876 000125",
         "c/o Bürgerhaus, Markt 3, 19348 Perleberg", "", "", ""],
        ["Familienbund Leipzig", "Paula Pleiße", "pleisse@example.org", "0341 0000126",
         "Flussweg 2, 4103 Leipzig", "", "", ""],
        ["Verwaltung und Politik"],
        ["Stadt Perleberg", "Gleichstellungsbeauftragte Rita Rat", "gleichstellung@example.org", "03876 000130",
         "Großer Markt 1a, 19348 Perleberg", "2008", "", ""],
        ["Landkreis Prignitz, Jugendamt", "Sven Amtmann", "jugendamt@example.org", "03876 000131",
         "Berliner Str. 49, 19348 Perleberg", "2008", "", ""],
        ["Jobcenter Prignitz", "Tanja Stelle", "stelle@example.org", "03876 000132",
         "Wittenberger Str. 49, 19348 Perleberg", "", "", ""],
        ["Seniorenbeirat", "Uwe Alt und Vera Alt", "u.alt@example.org", "03876 000133", "", "", "bitte anrufen", ""],
        ["Wirtschaft"],
        ["Gewerbeverein Altstadt", "Willi Laden", "laden@example.org", "03876 000140",
         "Bäckerstr. 6, 19348 Perleberg", "2010", "", "x"],
        ["Sparkasse Prignitz", "Yvonne Taler", "taler@example.org", "03876 000141",
         "Großer Markt 20, 19348 Perleberg", "", "", ""],
        ["Bäckerei Krume GmbH", "Zita Krume, Inhaberin", "krume@example.org", "03876 000142",
         "Bäckerstr. 1, 19348 Perleberg", "", "n.n.", ""],
        ["Wohnungsgenossenschaft Perle eG", "Axel Haus", "haus@example.org", "03876 000143",
         "Neue Str. 8, 19348 Perleberg", "2014", "", ""],
        ["AOK Nordost", "Bea Gesund", "gesund@example.org", "03876 000144", "Lindenstr. 3, 19348 Perleberg", "",
         "", ""],
        [],
        ["Neue Partner seit Mai"],
        _SECOND_HEAD,
        ["Perleberg", "19348", "Ev. Kirchengemeinde Perleberg", "gemeinde@example.org", "Pfarrerin Cora Turm",
         "03876 000150"],
        ["Perleberg", "19348", "Mehrgenerationenhaus Effi", "mgh@example.org", "Dirk Runde", "03876 000151"],
        ["Wittenberge", "19322", "Familienzentrum Elbe", "elbe@example.org", "Elke Strom", "03877 000152"],
        ["Perleberg", "19348", "Stadtbibliothek", "bibliothek@example.org", "Finn Blatt", "03876 000153"],
        ["Perleberg", "19348", "Erika Musterfrau", "erika@example.org", "", "03876 000154"],
        ["Perleberg", "19348", "Krabbelgruppe Käferchen", "kaefer@example.org", "Gesa Klein", ""],
        ["Perleberg", "19348", "Beratungsstelle Rat und Tat", "rat@example.org", "Hilde Rede", "03876 000156"],
        ["Perleberg", "19348", "Musikschule Prignitz", "musik@example.org", "Jan Ton", "03876 000157"],
        [],
        ["Stand: März 2024"],
    ]  # fmt: skip
    return [[*row, *[""] * (len(_HEAD) - len(row))] for row in rows]


def ugly_text() -> str:
    """Return the list as a spreadsheet hands it to the clipboard: tabs, and quotes around cells with line breaks."""
    return "".join("\t".join(map(_copied, row)) + "\r\n" for row in ugly_cells())


def _copied(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if "\n" in cell else cell


def ugly_xlsx(path: Path) -> Path:
    """Write the list as the file that it comes from, and return where it is."""
    book = Workbook()
    notes: Any = book.active
    notes.title = "Hinweise"
    notes.append(["Bitte die Liste nicht weitergeben."])
    sheet: Any = book.create_sheet(SHEET)
    for number, row in enumerate(ugly_cells(), 1):
        for column, text in enumerate(row, 1):
            if text:
                sheet.cell(number, column, _value(text))
    for number, row in enumerate(ugly_cells(), 1):
        if len([text for text in row if text]) == 1:
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(_HEAD))
            sheet.cell(number, 1).font = Font(bold=True)
    sheet.row_dimensions[22].hidden = True
    book.save(path)
    return path


def _value(text: str) -> Any:
    """Return what the file has where people see `text`: numbers for what looks like one."""
    digits = text.removesuffix(",0")
    return int(digits) if digits.isdigit() and not digits.startswith("0") else text
