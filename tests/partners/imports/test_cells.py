"""What single cells say."""

from datetime import date

import pytest

from drehscheibe.ground.alliances.vocabulary import PartnerCategory as Art
from drehscheibe.work.partners.imports import sentences
from drehscheibe.work.partners.imports.categories import category_of, is_mere_category
from drehscheibe.work.partners.imports.cells import clean, is_broken_formula, is_ditto, says_nothing
from drehscheibe.work.partners.imports.days import read_day
from drehscheibe.work.partners.imports.mailboxes import find_mails
from drehscheibe.work.partners.imports.people import is_person, read_people
from drehscheibe.work.partners.imports.phones import find_phones
from drehscheibe.work.partners.imports.places import read_address, read_site


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("anna@example.org, b@example.org", ["anna@example.org", "b@example.org"]),
        ("<A@Example.org>.", ["a@example.org"]),
        ("mailto:a@example.org", ["a@example.org"]),
        ("info(at)kita.example.org", ["info@kita.example.org"]),
        ("info [at] kita [punkt] example [punkt] org", ["info@kita.example.org"]),
        ("a@example.org/b@example.org", ["a@example.org", "b@example.org"]),
        ("Anna <a@example.org> Bernd <b@example.org>", ["a@example.org", "b@example.org"]),
        ("info@kita-bärchen.de", ["info@kita-bärchen.de"]),
        ("„anna@example.org“;", ["anna@example.org"]),
        ("_anna@example.org", ["_anna@example.org"]),
        ("a@example.org A@EXAMPLE.ORG", ["a@example.org"]),
    ],
)
def test_addresses_are_found_whatever_stands_around_them(text: str, found: list[str]) -> None:
    mails = find_mails(clean(text))
    assert (mails.good, mails.bad) == (found, [])


@pytest.mark.parametrize(
    ("text", "proposal", "what"),
    [
        ("kita.sonne@", "", "Da fehlt etwas nach dem @."),
        ("@example.org", "", "Da fehlt etwas vor dem @."),
        ("@", "", "Da fehlt etwas vor und nach dem @."),
        ("info@kita", "", "Nach dem @ fehlt ein Punkt, wie in „kita.de“."),
        ("a@b@example.org", "", "Da steht mehr als ein @."),
        ("info@kita,de", "info@kita.de", "Nach dem @ steht ein Komma statt eines Punktes."),
        ("müller@example.org", "mueller@example.org", "Vor dem @ darf kein Umlaut und kein Sonderzeichen stehen."),
        ("info@kita-\nsonne.example.org", "info@kita-sonne.example.org", "Die Adresse ist auseinandergerissen."),
        ("info@exa mple.org", "info@example.org", "Die Adresse ist auseinandergerissen."),
        ("info@kita..example.org", "info@kita.example.org", "So sieht keine E-Mail-Adresse aus."),
    ],
)
def test_half_addresses_say_what_is_missing(text: str, proposal: str, what: str) -> None:
    (bad,) = find_mails(text).bad
    assert (bad.proposal, sentences.bad_mail(bad.text)) == (proposal, what)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Anna Beispiel, Bernd Muster", [("Anna Beispiel", ""), ("Bernd Muster", "")]),
        ("Beispiel, Anna; Muster, Bernd", [("Anna Beispiel", ""), ("Bernd Muster", "")]),
        ("Beispiel, Dr. Anna", [("Dr. Anna Beispiel", "")]),
        ("von der Heide, Anna", [("Anna von der Heide", "")]),
        ("Anna und Bernd Muster", [("Anna Muster", ""), ("Bernd Muster", "")]),
        ("Frau Dr. Beispiel (Leitung) und Herr Muster", [("Dr. Beispiel", "Leitung"), ("Herr Muster", "")]),
        ("Anna Beispiel, Leiterin", [("Anna Beispiel", "Leiterin")]),
        ("Leiterin Anna Beispiel", [("Anna Beispiel", "Leiterin")]),
        ("Leitung: Frau Beispiel", [("Frau Beispiel", "Leitung")]),
        ("Leiter/in Anna Beispiel", [("Anna Beispiel", "Leiter/in")]),
        ("Anna Beispiel - stellv. Leitung", [("Anna Beispiel", "stellv. Leitung")]),
        ("Herr Muster, 1. Vorsitzender; Fr. Beispiel", [("Herr Muster", "1. Vorsitzender"), ("Frau Beispiel", "")]),
        ("Anna Beispiel/Bernd Muster", [("Anna Beispiel", ""), ("Bernd Muster", "")]),
        ("Familie Muster", [("Familie Muster", "")]),
        ("Олена Шевченко", [("Олена Шевченко", "")]),
        ("", []),
        (" ;, / ", []),
    ],
)
def test_people_of_a_cell_are_told_apart(text: str, people: list[tuple[str, str]]) -> None:
    assert [(person.name, person.role) for person in read_people(text)] == people


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("Anna Beispiel", True), ("Beispiel, Anna", True), ("Frau Quux", True), ("Dr. Quux Qux", True), ("A. Beispiel", True),
        ("Kita Anna", False), ("Sankt Martin Schule", False), ("Stadt Perleberg", False), ("Quux Qux", False),
        ("Martin-Luther-Schule", False), ("Anna Beispiel GmbH", False), ("", False), ("Anna", False),
    ],
)  # fmt: skip
def test_names_of_people_are_known_from_those_of_partners(text: str, yes: bool) -> None:
    assert is_person(text) == yes


@pytest.mark.parametrize(
    ("text", "bare", "fixed", "mobile", "rest"),
    [
        ("03876/123456", True, ["03876/123456"], [], ""),
        ("0 38 76 / 12 34 56", True, ["0 38 76 / 12 34 56"], [], ""),
        ("03876 123456 / 0170 1234567", True, ["03876 123456"], ["0170 1234567"], ""),
        ("03876 123456 0170 1234567", True, ["03876 123456"], ["0170 1234567"], ""),
        ("+49 (0)3876 1234-0", True, ["+49 (0)3876 1234-0"], [], ""),
        ("3876123456,0", True, ["03876123456"], [], ""),
        ("493876123456", True, ["+493876123456"], [], ""),
        ("Tel. siehe Kita", True, [], [], "Tel. siehe Kita"),
        ("Frau Beispiel 03876 1234", True, ["03876 1234"], [], "Frau Beispiel"),
        ("Tel. 03876 1234, Fax 03876 1235", False, ["03876 1234"], [], "Fax 03876 1235"),
        ("seit 01.05.2012 dabei", False, [], [], "seit 01.05.2012 dabei"),
        ("19348 Perleberg", False, [], [], "19348 Perleberg"),
    ],
)
def test_numbers_to_call_are_found(text: str, bare: bool, fixed: list[str], mobile: list[str], rest: str) -> None:
    found = find_phones(text, bare=bare)
    assert (found.fixed, found.mobile, found.rest) == (fixed, mobile, rest)


def test_number_of_which_digits_are_lost_is_no_number() -> None:
    found = find_phones("3,87612E+09", bare=True)
    assert (found.all, found.lossy) == ([], "3,87612E+09")


@pytest.mark.parametrize(
    ("text", "street", "postcode", "place", "more"),
    [
        ("Hauptstr. 5, 19348 Perleberg", "Hauptstr. 5", "19348", "Perleberg", ""),
        ("Großer Markt 1\n19348 Perleberg", "Großer Markt 1", "19348", "Perleberg", ""),
        ("19348 Perleberg, Am Hof 3", "Am Hof 3", "19348", "Perleberg", ""),
        ("Hauptstr. 5 - D-19348 Perleberg", "Hauptstr. 5", "19348", "Perleberg", ""),
        ("19348 Perleberg", "", "19348", "Perleberg", ""),
        ("Hauptstraße 5a", "Hauptstraße 5a", "", "", ""),
        ("Flussweg 2, 4103 Leipzig", "Flussweg 2", "4103", "Leipzig", ""),
        ("19348 Perleberg OT Quitzow, Deutschland", "", "19348", "Perleberg OT Quitzow", ""),
        ("im Rathaus", "", "", "", "im Rathaus"),
    ],
)
def test_addresses_come_in_many_orders(text: str, street: str, postcode: str, place: str, more: str) -> None:
    found = read_address(text)
    assert (found.street, found.postcode, found.place, found.rest) == (street, postcode, place, more)


def test_care_of_is_kept_apart() -> None:
    found = read_address("c/o Diakonie, Hauptstr. 5, 19348 Perleberg")
    assert (found.care_of, found.street) == ("c/o Diakonie", "Hauptstr. 5")


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2012", date(2012, 1, 1), "year"), ("seit 2012", date(2012, 1, 1), "year"), ("1.5.12", date(2012, 5, 1), "day"),
        ("Mai 2012", date(2012, 5, 1), "month"), ("seit März 2009", date(2009, 3, 1), "month"),
        ("2012-05-01 00:00:00", date(2012, 5, 1), "day"), ("05/2012", date(2012, 5, 1), "month"), ("41030", date(2012, 5, 1), "day"),
    ],
)  # fmt: skip
def test_days_are_read_with_what_is_known_of_them(text: str, day: date, precision: str) -> None:
    found = read_day(text, serials=True)
    assert found is not None
    assert (found.on, found.precision) == (day, precision)


@pytest.mark.parametrize("text", ["31.02.2012", "Hauptstr. 5", "", "99999", "irgendwann"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text, serials=True) is None


@pytest.mark.parametrize(
    ("text", "art"),
    [
        ("AWO Kita Zwergenland", Art.KINDERGARTEN), ("AWO Kreisverband Prignitz e.V.", Art.FACILITY), ("Stadt Perleberg", Art.MUNICIPALITY),
        ("Sparkasse Prignitz", Art.COMPANY), ("Jobcenter Prignitz", Art.EMPLOYMENT), ("Volkshochschule", Art.FACILITY),
        ("Grundschule Geschwister Scholl", Art.SCHOOL), ("Ev. Kirchengemeinde", Art.CHURCH), ("AOK Nordost", Art.HEALTH_INSURER),
        ("Beispiel GmbH", Art.COMPANY), ("Sportverein Perle 04", Art.CLUB), ("Caritas Beratungsstelle", Art.ADVICE_CENTER),
        ("Landkreis Prignitz, Jugendamt", Art.YOUTH_OFFICE), ("Wohnungsgenossenschaft Perle eG", Art.HOUSING),
        ("Seniorenbeirat der Stadt", Art.GROUP_REPRESENTATIVE), ("MGH Effi", Art.MULTI_GENERATION_HOUSE), ("Fachhochschule", Art.UNIVERSITY),
        ("IHK", Art.CHAMBER), ("DGB", Art.UNION), ("Lokalredaktion", Art.MEDIA), ("Bürgerstiftung", Art.FOUNDATION), ("Dortmund", None),
        ("Kita", Art.KINDERGARTEN), ("Träger, Einrichtung oder Verband", Art.FACILITY), ("Anna Beispiel", None),
    ],
)  # fmt: skip
def test_names_tell_what_kind_of_partner_it_is(text: str, art: Art | None) -> None:
    assert category_of(text) == art


def test_headings_are_told_from_names() -> None:
    texts = ["Kitas", "Schulen und Horte", "Politik/Verwaltung", "Kita Regenbogen", "Vereine/Verbände", "AWO"]
    assert [is_mere_category(text) for text in texts] == [True, True, True, False, True, False]


@pytest.mark.parametrize(
    ("text", "nothing", "ditto", "formula"),
    [
        ("k.A.", True, False, False), ("-", True, False, False), ("???", True, False, False), ("N.N.", True, False, False),
        ("dito", False, True, False), ('"', False, True, False), ("siehe oben", False, True, False), ("s.o.", False, True, False),
        ("#NV", False, False, True), ("=B2&C2", False, False, True), ("#####", False, False, True),
        ("Олена", False, False, False), ("a@example.org", False, False, False),
    ],
)  # fmt: skip
def test_cells_that_say_nothing_are_known(text: str, nothing: bool, ditto: bool, formula: bool) -> None:
    assert (says_nothing(text), is_ditto(text), is_broken_formula(text)) == (nothing, ditto, formula)


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("www.kita.example.org", "https://www.kita.example.org"), ("http://example.org/a/", "http://example.org/a/"),
        ("kita.de", "https://kita.de"), ("info@kita.de", ""), ("siehe www.example.org.", "https://www.example.org"), ("", ""),
    ],
)  # fmt: skip
def test_internet_pages_are_found(text: str, site: str) -> None:
    assert read_site(text) == site


def test_cells_lose_what_nobody_sees() -> None:
    assert clean(" Kita\u00a0\u200bSonne\u00ad \r\n  e.\u202fV.\x00 ") == "Kita Sonne\ne. V."
