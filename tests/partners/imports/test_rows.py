"""A line as a whole: who it is, who belongs to it, what is doubtful."""

import pytest

from drehscheibe.ground.alliances.vocabulary import PartnerCategory as Art
from drehscheibe.work.partners.import_data import OUT, RowData
from drehscheibe.work.partners.imports.draft import Columns, Surroundings
from drehscheibe.work.partners.imports.rows import read_row

from .reading import TODAY, lines_of, one


def test_two_names_and_three_addresses_find_each_other() -> None:
    read = one(
        "Kita Sonne", "Anna Beispiel, Bernd Muster", "muster@example.org; kita@example.org; a.beispiel@example.org"
    )
    assert read.people == [
        ("Anna Beispiel", "a.beispiel@example.org"), ("Bernd Muster", "muster@example.org"), ("", "kita@example.org"),
    ]  # fmt: skip
    assert read.faults == []


def test_addresses_that_tell_nothing_go_in_order_and_say_so() -> None:
    read = one("Kita Sonne", "Anna Beispiel, Bernd Muster", "x17@example.org, y18@example.org")
    assert read.people == [("Anna Beispiel", "x17@example.org"), ("Bernd Muster", "y18@example.org")]
    assert read.reading.hints == ["Die Adressen stehen bei den Namen in der Reihenfolge Ihrer Liste."]


def test_names_beside_addresses_are_people() -> None:
    read = one("Kita Sonne", "", "Anna Beispiel <anna@example.org>; Muster, Bernd <bernd@example.org>")
    assert read.people == [("Anna Beispiel", "anna@example.org"), ("Bernd Muster", "bernd@example.org")]


def test_everything_in_the_name_cell_finds_its_place() -> None:
    read = one("Kita Sonne (Verein)\nHauptstr. 5, 19348 Perleberg\nFrau Beispiel\nTel. 03876 000101\ninfo@example.org")
    assert read.reading.name == "Kita Sonne"
    assert read.people == [("Frau Beispiel", "info@example.org")]
    assert (read.reading.get("street"), read.reading.get("postcode"), read.reading.get("phone")) == (
        "Hauptstr. 5", "19348", "03876 000101",
    )  # fmt: skip


def test_half_an_address_is_told_by_line_and_column() -> None:
    (fault,) = one("Kita Sonne", "", "kita.sonne@").faults
    assert fault.text == "Zeile 2: In der Spalte E-Mail steht „kita.sonne@“. Da fehlt etwas nach dem @."
    assert (fault.key, fault.value, fault.proposed) == ("c2", "kita.sonne@", False)


def test_torn_address_is_put_together_in_the_proposal() -> None:
    (fault,) = one("Kita Sonne", "", "info@kita-\nsonne.example.org").faults
    assert (fault.value, fault.proposed) == ("info@kita-sonne.example.org", True)
    assert fault.text.endswith("Die Adresse ist auseinandergerissen.")


@pytest.mark.parametrize(
    ("cell", "sentence", "value"),
    [
        ("=B2&C2", "Das ist eine Formel ohne Ergebnis. Bitte tragen Sie ein, was hier stehen soll, oder lassen Sie das Feld leer.", ""),
        ("#NV", "Das ist eine Formel ohne Ergebnis. Bitte tragen Sie ein, was hier stehen soll, oder lassen Sie das Feld leer.", ""),
        ("3,87612E+09", "Die Tabelle hat die Nummer gekürzt, es fehlen Ziffern. Bitte tragen Sie die ganze Nummer ein.", ""),
    ],
)  # fmt: skip
def test_cells_that_a_spreadsheet_spoilt_are_asked_for(cell: str, sentence: str, value: str) -> None:
    (fault,) = one("Kita Sonne", "", "", cell).faults
    assert (fault.text, fault.value) == (f"Zeile 2: In der Spalte Telefon steht „{cell}“. {sentence}", value)


def test_lost_zero_is_proposed_and_where_the_place_proves_it_put_back() -> None:
    heads = "Einrichtung\tPLZ\tOrt\nKita A\t19348\tPerleberg"
    doubtful = lines_of(f"{heads}\nKita Sonne\t4103\tLeipzig")[1]
    assert [(fault.key, fault.value, fault.text) for fault in doubtful.faults] == [
        ("c1", "04103", "Zeile 3: In der Spalte PLZ steht „4103“. Da fehlt wohl eine Null am Anfang. Bitte prüfen Sie die Postleitzahl."),
    ]  # fmt: skip
    sure = lines_of(f"{heads}\nKita Sonne\t4103\tLeipzig", places={"04103": frozenset({"leipzig"})})[1]
    assert (sure.faults, sure.reading.get("postcode")) == ([], "04103")
    assert sure.reading.hints == ["Der Postleitzahl fehlte die Null am Anfang; wir haben sie ergänzt."]


def test_postcode_that_is_none_is_asked_for() -> None:
    read = lines_of("Einrichtung\tPLZ\nKita A\t19348\nKita B\t1934x")[1]
    assert [fault.text for fault in read.faults] == [
        "Zeile 3: In der Spalte PLZ steht „1934x“. Eine deutsche Postleitzahl hat fünf Ziffern."
    ]


def test_phone_that_points_elsewhere_is_a_note() -> None:
    read = one("Kita Sonne", "", "", "Tel. siehe Kita")
    assert (read.faults, read.reading.get("phone"), read.reading.get("note")) == ([], "", "Telefon: Tel. siehe Kita")


def test_who_wants_letters_gets_letters() -> None:
    read = one("Kita Sonne", "Anna Beispiel", "nur per Post")
    assert (read.reading.get("channel"), read.reading.hints) == (
        "letter",
        ["Bekommt Briefe statt E-Mails: „nur per Post“"],
    )


@pytest.mark.parametrize("text", ["kommt nicht mehr", "ausgetreten 2023", "bitte löschen", "nicht mehr dabei"])
def test_who_comes_no_more_is_left_out(text: str) -> None:
    read = one("Kita Sonne", "", "a@example.org", "", "", text)
    assert (read.reading.fate, read.reading.why, read.faults) == (OUT, text, [])


def test_remark_that_says_more_than_that_is_a_question() -> None:
    read = one("Kita Sonne", "", "a@example.org", "", "", "Frau Alt kommt nicht mehr, seit Mai vertritt sie Frau Neu")
    assert [(fault.key, fault.value) for fault in read.faults] == [("fate", OUT)]
    assert read.faults[0].text.endswith("Heißt das, dass der Partner nicht mehr dabei ist?")


def test_one_of_two_people_who_left_says_nothing_about_the_partner() -> None:
    read = one("Kita Sonne", "Anna Beispiel (kommt nicht mehr), Bernd Muster", "muster@example.org")
    assert (read.people, read.reading.fate, read.faults) == ([("Bernd Muster", "muster@example.org")], "take", [])


def test_since_a_year_keeps_that_only_the_year_is_known() -> None:
    read = lines_of("Einrichtung\tdabei seit\nKita Sonne\tseit 2012\nKita Mond\t2013")[0]
    assert (read.reading.joined_on, read.reading.get("note")) == (
        "2012-01-01",
        "Dabei seit 2012; nur das Jahr ist bekannt.",
    )


def test_a_single_person_is_one() -> None:
    read = one("Musterfrau, Erika", "", "erika@example.org", "03876 000154")
    assert (read.reading.get("kind"), read.reading.get("category"), read.reading.name) == (
        "person", Art.PRIVATE_PERSON, "Erika Musterfrau",
    )  # fmt: skip
    assert [(p.name, p.email, p.phone) for p in read.reading.people] == [
        ("Erika Musterfrau", "erika@example.org", "03876 000154")
    ]


def test_heading_decides_where_the_name_tells_nothing() -> None:
    text = "Einrichtung\tE-Mail\nKitas\nZwergenland\ta@example.org\nGrundschule Perle\tb@example.org\nWirtschaft\nPerle\tc@example.org"
    assert [read.reading.get("category") for read in lines_of(text)] == [Art.KINDERGARTEN, Art.SCHOOL, Art.COMPANY]


@pytest.mark.parametrize(
    ("line", "name", "text"),
    [
        (
            "info@kita-sonne.example.org",
            "Kita Sonne",
            "Zu welcher Einrichtung gehört das? Wir haben sie aus der Adresse geraten.",
        ),
        (
            "Anna Beispiel <anna.b@gmx.de>",
            "Anna Beispiel",
            "Hier steht keine Einrichtung. Ist das eine einzelne Person?",
        ),
        ("irgendwas@web.de", "", "Hier fehlt der Name der Einrichtung."),
        (
            "awo.perle@example.org",
            "AWO Perle",
            "Zu welcher Einrichtung gehört das? Wir haben sie aus der Adresse geraten.",
        ),
    ],
)
def test_missing_partner_is_guessed_from_the_address(line: str, name: str, text: str) -> None:
    read = lines_of(f"{line}; Muster, Bernd <bernd@example.org>")[0]
    assert [(fault.key, fault.value, fault.text) for fault in read.faults] == [("name", name, f"Zeile 1: {text}")]


def test_line_without_a_name_may_belong_to_the_one_above() -> None:
    read = lines_of("Einrichtung\tAnsprechpartner\nAWO\tAnna Beispiel\n\tBernd Muster")[1]
    assert [(fault.value, fault.text) for fault in read.faults] == [
        ("AWO", "Zeile 3: Hier steht keine Einrichtung. Gehört das zu der Zeile darüber?")
    ]


def test_address_line_of_a_mail_program_becomes_lines() -> None:
    text = (
        'An: "Beispiel, Anna" <a@example.org>; Bernd Muster <b@example.org>; info@kita.example.org; '
        "Kita Sonnenschein <sonne@example.org>; Clara Probe (Stadt Perleberg) <c@example.org>"
    )
    assert [(read.reading.name, read.people) for read in lines_of(text)] == [
        ("", [("Anna Beispiel", "a@example.org")]),
        ("", [("Bernd Muster", "b@example.org")]),
        ("", [("", "info@kita.example.org")]),
        ("Kita Sonnenschein", [("", "sonne@example.org")]),
        ("Stadt Perleberg", [("Clara Probe", "c@example.org")]),
    ]


def test_semicolons_and_commas_may_be_mixed() -> None:
    text = '"Beispiel, Anna" <a@example.org>; Bernd Muster <b@example.org>, info@kita.example.org'
    assert [(read.line.number, read.people) for read in lines_of(text)] == [
        (1, [("Anna Beispiel", "a@example.org")]), (2, [("Bernd Muster", "b@example.org")]), (3, [("", "info@kita.example.org")]),
    ]  # fmt: skip


def test_commas_between_addresses_are_told_from_those_in_names() -> None:
    text = "Beispiel, Anna <a@example.org>, Bernd Muster <b@example.org>,c@example.org"
    assert [read.people for read in lines_of(text)] == [
        [("Anna Beispiel", "a@example.org")], [("Bernd Muster", "b@example.org")], [("", "c@example.org")],
    ]  # fmt: skip


def test_what_is_too_long_for_its_place_is_asked_for() -> None:
    (fault,) = one("Kita " + "Sonne " * 50, "Anna Beispiel").faults
    assert fault.text.endswith("Das ist zu lang; höchstens 200 Zeichen haben Platz.")
    assert len(fault.value) <= 200


def test_a_whole_mailing_list_in_one_cell_is_sent_back() -> None:
    (fault,) = one("Kita Sonne", "", "; ".join(f"a{n}@example.org" for n in range(70))).faults
    assert fault.text.endswith("Da stehen 70 Adressen in einer Zelle. Fügen Sie diese Adresszeile für sich allein ein.")


def test_a_repair_goes_before_what_stands_there() -> None:
    columns = Columns(["name", "email"], ["Einrichtung", "E-Mail"])
    row = RowData(2, 1, ["Kita", "kita.sonne@"], {}, {"c1": "kita.sonne@example.org", "name": "Kita Sonne"})
    reading, faults = read_row(row, columns, Surroundings(TODAY))
    assert (reading.name, reading.emails, faults) == ("Kita Sonne", ["kita.sonne@example.org"], [])
