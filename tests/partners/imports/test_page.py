"""From the pasted list to partners: what the coordinator sees, presses and gets."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from drehscheibe.ground.audit.models import Entry
from drehscheibe.work.partners import actions
from drehscheibe.work.partners.models import Contact, ImportBatch, MembershipEvent, Organisation, Person
from drehscheibe.work.partners.queries import imports as queries
from drehscheibe.work.partners.tasks.imports import delete_old_lists
from drehscheibe.work.partners.vocabulary import AnswerChannel, State
from tests.partners import ugly

from .conftest import PAGE, Desk

HEAD = "Einrichtung\tAnsprechpartner\tE-Mail\tTelefon\tAnschrift\tBemerkung"


def partners() -> list[str]:
    return list(Organisation.objects.values_list("name", flat=True))


def people_of(name: str) -> list[tuple[str, str, bool]]:
    found = Contact.objects.filter(organisation__name=name).select_related("person")
    return [(contact.person.name, contact.person.email, contact.is_main) for contact in found]


# The ugly list


@pytest.mark.parametrize("way", ["pasted", "file"])
def test_ugly_list_is_read_and_the_button_says_how_far(desk: Desk, tmp_path: Path, way: str) -> None:
    if way == "pasted":
        desk.paste(ugly.ugly_text())
    else:
        desk.hand_in(ugly.ugly_xlsx(tmp_path / "liste.xlsx").read_bytes(), "Verteiler Bündnis_2024_neu(2).xlsx")
        assert "Die Datei hat 2 Blätter. Gelesen haben wir „Verteiler“." in desk.page
        assert "1 Zeile ist in Ihrer Tabelle ausgeblendet. Wir haben sie mitgelesen." in desk.page
    assert f"{ugly.GOOD} Partner übernehmen, {ugly.PARTNERS - ugly.GOOD} Zeilen später" in desk.page
    assert "Zeile 8: In der Spalte E-Mail steht „kita.sonne@“. Da fehlt etwas nach dem @." in desk.page
    doubtful = [row.number for row in queries.rows_page(desk.batch, ["doubtful"], 1)]
    assert tuple(doubtful) == ugly.DOUBTFUL_LINES
    assert desk.row(ugly.LEFT_OUT_LINE).state == "left_out"


def test_ugly_list_is_repaired_in_place_and_taken_in(desk: Desk) -> None:
    desk.paste(ugly.ugly_text())
    broken, zero = ugly.DOUBTFUL_LINES
    desk.press(
        f"stimmt-{desk.row(zero).pk}",
        **{desk.box(broken, "c2"): ugly.REPAIRED_MAIL, desk.box(zero, "c4"): "Flussweg 2, 04103 Leipzig"},
    )
    assert f"{ugly.PARTNERS} Partner übernehmen" in desk.page
    desk.press("uebernehmen")
    assert desk.said == ["33 Partner sind eingetragen."]
    assert Organisation.objects.count() == ugly.PARTNERS
    assert people_of("Kita Sonnenschein") == [
        ("Anna Beispiel", "a.beispiel@example.org", True),
        ("Bernd Muster", "muster@example.org", False),
        ("", "kita.sonnenschein@example.org", False),
    ]
    assert people_of("Kita Sonne am Wald") == [("Doris Vogel", "kita.sonne@example.org", True)]
    assert people_of("AWO Kreisverband Prignitz e.V.") == [
        ("Jana Quelle", "quelle@example.org", True), ("Karl Brunnen", "brunnen@example.org", False),
    ]  # fmt: skip


def test_one_person_at_three_partners_is_one_person(desk: Desk) -> None:
    desk.paste(ugly.ugly_text()).press("uebernehmen")
    lena = Person.objects.get(email="ufer@example.org")
    assert (lena.name, lena.contacts.count()) == ("Lena Ufer", 3)


def test_good_lines_go_in_while_doubtful_ones_wait(desk: Desk) -> None:
    desk.paste(ugly.ugly_text()).press("uebernehmen")
    assert desk.said == ["31 Partner sind eingetragen. 2 Zeilen warten noch."]
    assert (queries.waiting_rows(), desk.batch.state) == (2, "taken")
    desk.press("vorschlaege")
    desk.press("uebernehmen", **{desk.box(8, "c2"): ugly.REPAIRED_MAIL})
    assert (desk.said, Organisation.objects.count(), queries.waiting_rows()) == (["2 Partner sind eingetragen."], 33, 0)


def test_partners_joined_when_the_list_says_so(desk: Desk) -> None:
    desk.paste(ugly.ugly_text()).press("uebernehmen")
    awo = Organisation.objects.get(name__startswith="AWO Kreis")
    event = MembershipEvent.objects.get(organisation=awo)
    assert (awo.joined_on, event.what, event.on, event.by) == (
        date(2008, 4, 28), "joined", date(2008, 4, 28), desk.cast.coordinator,
    )  # fmt: skip
    assert MembershipEvent.objects.count() == Organisation.objects.count()


def test_taking_in_leaves_one_entry_without_names_in_the_log(desk: Desk) -> None:
    desk.paste(ugly.ugly_text()).press("uebernehmen")
    entries = Entry.objects.filter(verb__startswith="import.")
    assert [entry.details for entry in entries.filter(verb="import.taken")] == [{"count": 31}]
    assert "Kita" not in str(list(entries.values_list("details", flat=True)))


# The same again


def test_list_that_waits_is_found_again(desk: Desk) -> None:
    desk.paste(ugly.ugly_text())
    desk.paste(ugly.ugly_text())
    today = f"{timezone.localdate():%d.%m.%Y}"
    assert desk.said == [f"Diese Liste haben Sie am {today} schon eingelesen. Hier ist sie."]
    assert ImportBatch.objects.count() == 1


def test_list_that_was_taken_in_comes_as_known(desk: Desk) -> None:
    desk.paste(ugly.ugly_text()).press("uebernehmen")
    desk.paste(ugly.ugly_text())
    assert f"Diese Liste haben Sie am {timezone.localdate():%d.%m.%Y} schon eingelesen." in desk.page
    assert desk.states() == {"known": 32, "doubtful": 2, "left_out": 11}
    assert "Partner übernehmen" not in desk.page


def test_two_presses_at_once_make_one_partner(desk: Desk) -> None:
    from drehscheibe.work.partners.actions import imports as writes
    from drehscheibe.work.partners.imports.entries import entries_of

    desk.paste(f"{HEAD}\nKita Sonne\tAnna Beispiel\ta@example.org")
    entries = entries_of([row for row in queries.row_data(desk.batch) if row.state == "good"])
    taken = [writes.take_in(desk.batch, entries, by=desk.cast.coordinator) for _press in range(2)]
    assert (taken, partners()) == ([1, 0], ["Kita Sonne"])


# People


def test_address_of_two_people_is_a_mailbox_of_its_own(desk: Desk) -> None:
    desk.paste(
        f"{HEAD}\nKita Sonne\tAnna Beispiel\tinfo@example.org\nRolandschule\tBernd Muster\tinfo@example.org"
    ).press("uebernehmen")
    assert people_of("Kita Sonne") == [("", "info@example.org", True), ("Anna Beispiel", "", False)]
    assert people_of("Rolandschule") == [("", "info@example.org", True), ("Bernd Muster", "", False)]
    assert Person.objects.count() == 3


def test_person_that_is_there_keeps_her_data(desk: Desk) -> None:
    by = desk.cast.coordinator
    kita = actions.add_organisation({"name": "Kita Mond"}, by=by)
    anna = actions.find_or_add_person(name="Anna Beispiel", email="a@example.org", phone="", by=by)
    actions.add_contact(kita, anna, by=by)
    desk.paste(
        f"{HEAD}\nRolandschule\tA. Beispiel\ta@example.org\t0170 0000123\nHort Stern\tBernd Muster\tb@example.org"
    )
    desk.press("uebernehmen")
    anna.refresh_from_db()
    assert (anna.name, anna.phone, anna.contacts.count()) == ("Anna Beispiel", "0170 0000123", 2)


def test_partner_that_is_there_gets_what_it_lacks_and_loses_it_when_undone(desk: Desk) -> None:
    kita = actions.add_organisation({"name": "Kita Sonne", "phone": "alt"}, by=desk.cast.coordinator)
    desk.paste(f"{HEAD}\nKita Sonne\tAnna Beispiel\ta@example.org\t03876 1234\tHauptstr. 5, 19348 Perleberg").press(
        "uebernehmen"
    )
    kita.refresh_from_db()
    assert (kita.street, kita.phone, kita.version) == ("Hauptstr. 5", "alt", 2)
    assert people_of("Kita Sonne") == [("Anna Beispiel", "a@example.org", True)]
    desk.client.post(f"{desk.url}rueckgaengig/")
    kita.refresh_from_db()
    assert (kita.street, kita.phone, people_of("Kita Sonne"), Person.objects.count()) == ("", "alt", [], 0)


# Repairs, columns, sheets


def test_columns_are_corrected_and_repairs_stay(desk: Desk) -> None:
    desk.paste("Wer\tMail\tWas\nKita Sonne\tkita.sonne@\tAnna Beispiel\nKita Mond\tmond@example.org\tBernd Muster")
    desk.press("pruefen", **{desk.box(2, "c1"): "sonne@example.org"})
    desk.press("pruefen", spalte__0="name", spalte__1="email", spalte__2="")
    assert [row.reading["people"] for row in (desk.row(2), desk.row(3))] == [
        [["", "sonne@example.org", "", ""]], [["", "mond@example.org", "", ""]],
    ]  # fmt: skip
    assert desk.batch.columns == ["name", "email", ""]


def test_unknown_kind_of_column_changes_nothing(desk: Desk) -> None:
    desk.paste(f"{HEAD}\nKita Sonne\tAnna Beispiel\ta@example.org")
    before = desk.batch.columns
    desk.press("pruefen", spalte__0="quatsch", spalte__99="name")
    assert desk.batch.columns == before


def test_a_change_is_checked_at_once_where_scripts_run(desk: Desk) -> None:
    desk.paste(f"{HEAD}\nKita Sonne\tAnna Beispiel\tkita.sonne@")
    data = {desk.box(2, "c2").replace("__", "-"): "sonne@example.org"}
    answer = desk.client.post(desk.url, data, headers={"HX-Request": "true"})
    assert f'id="zeile-{desk.row(2).pk}"' in answer.content.decode()
    assert desk.row(2).state == "good"


def test_proposal_that_nobody_confirmed_is_not_taken_for_true(desk: Desk) -> None:
    desk.paste("Einrichtung\tPLZ\nKita Sonne\t4103\nKita Mond\t19348")
    desk.press("pruefen", **{desk.box(2, "c1"): "04103"})
    assert desk.row(2).state == "doubtful"
    desk.press(f"stimmt-{desk.row(2).pk}", **{desk.box(2, "c1"): "04103"})
    assert (desk.row(2).state, desk.row(2).repairs) == ("good", {"c1": "04103"})


def test_all_proposals_are_accepted_with_one_button(desk: Desk) -> None:
    desk.paste('"Beispiel, Anna" <anna@gmx.de>; Bernd <info@kita-sonne.example.org>')
    assert "2 Vorschläge annehmen" in desk.page
    desk.press("vorschlaege").press("uebernehmen")
    assert sorted(partners()) == ["Anna Beispiel", "Kita Sonne"]


def test_line_is_left_out_and_brought_back(desk: Desk) -> None:
    desk.paste(f"{HEAD}\nKita Sonne\tAnna Beispiel\ta@example.org")
    desk.press(f"weg-{desk.row(2).pk}")
    assert desk.states() == {"left_out": 2}
    desk.press(f"doch-{desk.row(2).pk}")
    assert desk.states() == {"left_out": 1, "good": 1}


def test_who_left_can_be_entered_as_such(desk: Desk) -> None:
    desk.paste(f"{HEAD}\nKita Sonne\tAnna Beispiel\ta@example.org\t\t\tausgetreten 31.12.2023")
    desk.press(f"ausgeschieden-{desk.row(2).pk}").press("uebernehmen")
    kita = Organisation.objects.get()
    assert (kita.state, kita.left_on) == (State.LEFT, date(2023, 12, 31))
    assert list(MembershipEvent.objects.values_list("what", "on", "reason")) == [
        ("joined", None, ""), ("left", date(2023, 12, 31), "ausgetreten 31.12.2023"),
    ]  # fmt: skip


def test_any_cell_of_a_line_can_be_put_right(desk: Desk) -> None:
    desk.paste(f"{HEAD}\nKita Sonne\tAnna Beispiel\ta@example.org")
    url = f"{desk.url}zeile/{desk.row(2).pk}/"
    shown = desk.client.get(url).content.decode()
    assert 'value="Kita Sonne"' in shown
    cells = {"c0": "Kita Abendsonne", "c1": "Anna Beispiel", "c2": "a@example.org", "c3": "", "c4": "", "c5": ""}
    desk.client.post(url, {**cells, "category": "school", "fate": "take"})
    assert desk.row(2).repairs == {"c0": "Kita Abendsonne", "category": "school"}
    assert (desk.row(2).reading["fields"]["name"], desk.row(2).reading["fields"]["category"]) == (
        "Kita Abendsonne",
        "school",
    )


def test_another_sheet_of_the_file_can_be_read(desk: Desk, tmp_path: Path) -> None:
    desk.hand_in(ugly.ugly_xlsx(tmp_path / "liste.xlsx").read_bytes())
    desk.press("blatt", blatt="Hinweise")
    assert (desk.batch.sheet, desk.states()) == ("Hinweise", {"good": 1})
    desk.press("blatt", blatt="Verteiler")
    assert desk.states() == {"good": 32, "doubtful": 2, "left_out": 11}


# Undoing


def test_list_is_undone_as_a_whole_and_can_be_taken_again(desk: Desk) -> None:
    desk.paste(ugly.ugly_text()).press("uebernehmen")
    question = desk.client.get(f"{desk.url}rueckgaengig/").content.decode()
    assert "31 Partner entfernen" in question
    desk.client.post(f"{desk.url}rueckgaengig/", follow=True)
    counts = [model.objects.count() for model in (Organisation, Person, Contact, MembershipEvent)]
    assert (counts, desk.batch.state, queries.waiting_rows()) == ([0, 0, 0, 0], "undone", 0)
    desk.press("uebernehmen")
    assert desk.said == ["31 Partner sind eingetragen. 2 Zeilen warten noch."]


def test_partners_that_somebody_worked_with_stay(desk: Desk) -> None:
    by = desk.cast.coordinator
    desk.paste(
        f"{HEAD}\nKita Sonne\tAnna Beispiel\ta@example.org\nRolandschule\tBernd Muster\tb@example.org\nAWO\tClara Probe\tc@example.org"
    )
    desk.press("uebernehmen")
    kita, school = Organisation.objects.get(name="Kita Sonne"), Organisation.objects.get(name="Rolandschule")
    actions.change_organisation(kita, {"note": "neu"}, version=kita.version, by=by)
    actions.give_consent(school, wording="Ja.", channel=AnswerChannel.PAPER, given_by="Bernd Muster", by=by)
    question = desk.client.get(f"{desk.url}rueckgaengig/").content.decode()
    assert "Zeile 2, Kita Sonne: Angaben geändert" in question
    assert "Zeile 3, Rolandschule: hat zugestimmt" in question
    assert "Einen Partner entfernen" in question
    desk.client.post(f"{desk.url}rueckgaengig/")
    assert (partners(), desk.batch.state) == (["Kita Sonne", "Rolandschule"], "taken")


# Limits


def test_page_asks_few_questions_however_long_the_list(
    desk: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (10, 120):
        desk.paste(
            "\n".join([HEAD, *(f"Kita {chr(97 + n % 26) * 5}{n}\tAnna Beispiel\ta{n}@\t" for n in range(count))])
        )
        with django_assert_max_num_queries(20) as asked:
            desk.client.get(desk.url)
        found = len(asked)
    assert found <= 20


def test_lists_go_after_a_month_and_partners_stay(desk: Desk) -> None:
    desk.paste(f"{HEAD}\nKita Sonne\tAnna Beispiel\ta@example.org").press("uebernehmen")
    ImportBatch.objects.update(made_at=timezone.now() - timedelta(days=31))
    desk.paste("Kita Neu\nKita Alt")
    from drehscheibe.ground.tenancy.scope import _current

    token = _current.set(None)
    try:
        assert delete_old_lists() == 1
    finally:
        _current.reset(token)
    assert (partners(), ImportBatch.objects.count()) == (["Kita Sonne"], 1)


def test_list_can_be_thrown_away(desk: Desk) -> None:
    desk.paste(f"{HEAD}\nKita Sonne\tAnna Beispiel\ta@example.org")
    desk.client.post(f"{desk.url}loeschen/")
    assert (ImportBatch.objects.count(), "Kita Sonne" in partners()) == (0, False)


def test_page_of_lists_shows_how_far_each_is(desk: Desk) -> None:
    desk.paste(ugly.ugly_text()).press("uebernehmen")
    desk.response = desk.client.get(PAGE)
    assert "32 Zeilen übernommen, 2 zu prüfen" in desk.page
