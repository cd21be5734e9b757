"""Each kind of bad file gets its sentence, and nothing is written."""

import csv
import io

import pytest

from drehscheibe.work.partners.imports import intake, parts
from drehscheibe.work.partners.imports.book import Refused
from drehscheibe.work.partners.models import ImportBatch

from . import files
from .conftest import Desk
from .reading import lines_of


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (files.ole("EncryptedPackage"), "geheim.xlsx", "Die Datei ist mit einem Kennwort geschützt."),
        (files.encrypted_zip(), "geheim.xlsx", "Die Datei ist mit einem Kennwort geschützt."),
        (files.ole("Workbook"), "alt.xls",
         "Das ist eine Datei im alten Excel-Format (.xls). Öffnen Sie sie in Excel, wählen Sie „Speichern unter“ und dort"
         " „Excel-Arbeitsmappe (.xlsx)“."),
        (files.ole("__substg1.0_"), "liste.msg", "Das ist ein Eintrag aus Outlook."),
        (b"%PDF-1.7 ...", "liste.pdf", "Das ist eine PDF-Datei."),
        (b"PK\x03\x04abgeschnitten", "liste.xlsx", "Die Datei ist beschädigt."),
        (bytes(range(256)), "foto.xlsx", "Mit dieser Datei können wir nichts anfangen."),
        (b"\r\n \r\n", "leer.csv", "Hier steht nichts, was wir lesen können."),
    ],
    ids=["password", "encrypted zip", "old Excel", "Outlook item", "pdf", "broken", "no list", "empty"],
)  # fmt: skip
def test_unreadable_file_says_what_it_is_and_what_to_do(desk: Desk, content: bytes, name: str, sentence: str) -> None:
    desk.hand_in(content, name)
    assert sentence in desk.page
    assert ImportBatch.objects.count() == 0


def test_fifty_thousand_lines_are_refused_at_once(desk: Desk) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([f"Kita {n}", f"a{n}@example.org"] for n in range(50_000))
    desk.hand_in(out.getvalue().encode(), "alle.csv")
    assert "Die Liste hat mehr als 5.000 Zeilen. So viele lesen wir nicht auf einmal. Teilen Sie sie" in desk.page
    assert ImportBatch.objects.count() == 0


def test_file_that_is_too_large_is_refused_by_its_size(desk: Desk, settings: object) -> None:
    settings.MAX_UPLOAD_BYTES = 2 * 1024 * 1024  # type: ignore[attr-defined]  # the fixture's
    desk.hand_in(b"x" * (3 * 1024 * 1024))
    assert "Die Datei ist größer als 2 MB. Kopieren Sie die Zellen und fügen Sie sie hier ein." in desk.page


def test_nothing_and_both_are_asked_for(desk: Desk) -> None:
    assert "Fügen Sie hier Ihre Liste ein, oder wählen Sie eine Datei." in desk.paste("  \n ").page
    file = io.BytesIO(b"Kita;a@example.org")
    file.name = "a.csv"
    desk._send({"text": "Kita Sonne", "file": file})
    assert "Bitte nur eines von beidem: die Datei oder den Text." in desk.page
    assert "Kita Sonne" in desk.page


def test_text_that_is_too_long_says_how_to_send_it(desk: Desk) -> None:
    answer = desk.client.post("/arbeit/perle/partner/liste-einlesen/", {"text": "x" * 2_500_000})
    assert "Das war mehr Text, als wir auf einmal annehmen." in answer.content.decode()


def test_macros_are_not_run_and_the_page_says_so(desk: Desk) -> None:
    sheet = files.sheet_xml('<row r="1"><c t="str"><v>Kita Sonne</v></c><c t="str"><v>a@example.org</v></c></row>')
    desk.hand_in(files.raw_xlsx(sheet, more={"xl/vbaProject.bin": b"Sub Auto_Open()"}), "liste.xlsm")
    assert "Die Datei enthält Makros. Wir haben nur die Zellen gelesen; ausgeführt wurde nichts." in desk.page
    assert desk.states() == {"good": 1}


def test_bomb_is_stopped_while_it_unfolds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_XML", 10_000)
    sheet = files.sheet_xml(" " * 100_000)
    with pytest.raises(Refused) as refused:
        from drehscheibe.work.partners.imports import xlsx

        xlsx.read(io.BytesIO(files.raw_xlsx(sheet)))
    assert (
        intake.sentence(refused.value.code)
        == "Die Datei ist entpackt riesig. Kopieren Sie die Zellen und fügen Sie sie hier ein."
    )


def test_entity_bomb_in_a_file_costs_nothing(desk: Desk) -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "lol">{lol}]>' + files.sheet_xml('<row><c t="str"><v>&l29;</v></c></row>')
    assert "Die Datei ist beschädigt." in desk.hand_in(files.raw_xlsx(bomb)).page


def test_address_with_a_line_break_never_becomes_one(desk: Desk) -> None:
    desk.paste('Einrichtung\tE-Mail\nKita Sonne\t"sonne@example.org\nBcc: alle@example.org"\nKita Mond\tm@example.org')
    (people,) = [row.reading.people for row in lines_of('Kita Sonne\t"a@example.org\nBcc: b@example.org"')]
    assert [person.email for person in people] == ["a@example.org", "b@example.org"]
    desk.press("uebernehmen")
    from drehscheibe.work.partners.models import Person

    assert [email for email in Person.objects.values_list("email", flat=True) if "\n" in email or " " in email] == []
