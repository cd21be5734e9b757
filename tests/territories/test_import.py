"""The operator's command: says what would change, then does it, and refuses what is not the directory."""

import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from drehscheibe.ground.territories import queries
from drehscheibe.ground.territories.models import Postcode, Territory
from drehscheibe.kit.pages import revisions

from . import files
from .files import Unit

LATER = "20251231"


def _run(file: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_territories", str(file), *options, stdout=out)
    return out.getvalue()


def _refused(file: Path, *options: str) -> tuple[str, str]:
    """Return what the command said on its way and the sentence it ended with."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_territories", str(file), "--apply", *options, stdout=out)
    assert error.value.returncode == 1
    return out.getvalue(), str(error.value)


def _text(tmp_path: Path, units: Sequence[Unit], *, stand: str = files.STAND) -> Path:
    return files.write_gv100ad(tmp_path / f"GV100AD_{stand}.txt", units, stand=stand)


def _place(key: str) -> Territory:
    return Territory.objects.select_related("parent", "successor").get(ags=key)


# What it does


@pytest.mark.django_db
def test_preview_says_what_is_new_and_writes_nothing(tmp_path: Path) -> None:
    said = _run(_text(tmp_path, files.GERMANY))
    assert "GV100AD, Gebietsstand 30.11.2023: 10 Gebiete; 0 unbewohnte ausgelassen.\nNeu: 10\n" in said
    assert "  Perleberg (12070296)\n" in said
    assert said.endswith("Es wurde nichts geändert. Zum Übernehmen: noch einmal mit --apply.\n")
    assert Territory.objects.count() == 0


@pytest.mark.django_db
def test_apply_writes_territories_with_their_way_down(tmp_path: Path) -> None:
    _run(_text(tmp_path, files.GERMANY), "--apply")
    assert [step.name for step in queries.path_of(_place("07235026"))] == [
        "Rheinland-Pfalz",
        "Landkreis Trier-Saarburg",
        "Föhren",
    ]
    assert _place("07235026").covering_keys == ["07235026", "072355006", "07235", "07"]
    assert [place.ags for place in queries.search_places("96450")] == ["09463"]
    assert (_place("12070").slug, _place("09463").slug) == ("prignitz", "coburg")


@pytest.mark.django_db
@pytest.mark.parametrize("write", [files.write_gv100ad, files.write_auszug])
def test_second_time_there_is_nothing_to_change(write: Any, tmp_path: Path) -> None:
    file = write(tmp_path / "datei.xlsx", files.GERMANY)
    _run(file, "--apply")
    before = list(Territory.objects.values())
    assert _run(file, "--apply").endswith("Alles ist auf diesem Stand. Es gibt nichts zu ändern.\n")
    assert list(Territory.objects.values()) == before


@pytest.mark.usefixtures("shipped")
def test_shipped_rows_and_their_directory_agree(tmp_path: Path) -> None:
    said = _run(_text(tmp_path, [files.BRANDENBURG, files.PRIGNITZ, files.PERLEBERG]))
    assert "Umbenannt" not in said
    assert "Umgegliedert" not in said
    assert "Nur neuer Stand: 1\n  Perleberg (12070296)\n" in said


@pytest.mark.usefixtures("shipped")
def test_text_keeps_the_points_that_we_have(tmp_path: Path) -> None:
    changed = replace(files.PERLEBERG, people=13000, postcode="19399")
    _run(_text(tmp_path, [files.BRANDENBURG, files.PRIGNITZ, changed], stand=LATER), "--apply")
    row = _place("12070296")
    assert (row.population, row.latitude, row.point_source) == (13000, 53.076, "auszuggv_2020")
    assert (row.as_of, row.source) == (date(2025, 12, 31), "gv100ad_2025-12-31")
    assert list(Postcode.objects.filter(territory=row).values_list("code", flat=True)) == ["19399"]


@pytest.mark.django_db
def test_new_name_is_shown_and_taken_over(tmp_path: Path) -> None:
    _run(_text(tmp_path, files.GERMANY), "--apply")
    later = [
        replace(unit, name="Perleberg, Rolandstadt") if unit is files.PERLEBERG else unit for unit in files.GERMANY
    ]
    said = _run(_text(tmp_path, later, stand=LATER), "--apply")
    assert "Umbenannt: 1\n  Perleberg, Stadt → Perleberg (12070296)\n" in said
    assert _place("12070296").official_name == "Perleberg, Rolandstadt"


@pytest.mark.django_db
def test_place_that_ended_leads_on_to_its_successor(tmp_path: Path) -> None:
    _run(_text(tmp_path, files.GERMANY), "--apply")
    later = [unit for unit in files.GERMANY if unit is not files.WITTENBERGE]
    table = tmp_path / "nachfolger.csv"
    table.write_text("old,new,date\n12070424,12070296,01.01.2025\n", encoding="utf-8")
    said = _run(_text(tmp_path, later, stand=LATER), "--apply", "--successors", str(table))
    assert "Weggefallen: 1\n  Wittenberge (12070424) → 12070296\n" in said
    row = _place("12070424")
    assert (row.valid_until, row.successor and row.successor.ags) == (date(2025, 1, 1), "12070296")
    assert [place.ags for place in queries.search_places("Wittenberge")] == ["12070296"]
    assert _run(_text(tmp_path, later, stand=LATER), "--successors", str(table)).endswith("nichts zu ändern.\n")


@pytest.mark.django_db
def test_successor_may_be_named_later(tmp_path: Path) -> None:
    _run(_text(tmp_path, files.GERMANY), "--apply")
    later = _text(tmp_path, [unit for unit in files.GERMANY if unit is not files.WITTENBERGE], stand=LATER)
    said = _run(later, "--apply")
    assert "  Wittenberge (12070424), ohne Nachfolger (--successors nennt ihn)\n" in said
    assert _place("12070424").valid_until == date(2025, 12, 31)
    table = tmp_path / "nachfolger.csv"
    table.write_text("old;new;date\n12070424;12070296;2025-01-01\n", encoding="utf-8")
    _run(later, "--apply", "--successors", str(table))
    row = _place("12070424")
    assert (row.valid_until, row.successor and row.successor.name) == (date(2025, 1, 1), "Perleberg")


@pytest.mark.django_db
def test_new_place_begins_on_the_day_that_the_successors_name(tmp_path: Path) -> None:
    _run(_text(tmp_path, files.GERMANY), "--apply")
    merged = replace(files.WITTENBERGE, key="12070500", name="Elbstadt", vb="0500")
    later = [merged if unit is files.WITTENBERGE else unit for unit in files.GERMANY]
    table = tmp_path / "nachfolger.csv"
    table.write_text("old,new,date\n12070424,12070500,2025-01-01\n", encoding="utf-8")
    _run(_text(tmp_path, later, stand=LATER), "--apply", "--successors", str(table))
    assert (_place("12070500").valid_from, _place("12070296").valid_from) == (date(2025, 1, 1), None)


@pytest.mark.django_db
def test_place_that_comes_back_is_valid_again(tmp_path: Path) -> None:
    _run(_text(tmp_path, files.GERMANY), "--apply")
    _run(_text(tmp_path, [u for u in files.GERMANY if u is not files.WITTENBERGE], stand=LATER), "--apply")
    said = _run(_text(tmp_path, files.GERMANY, stand="20260331"), "--apply")
    assert "Wieder da: 1\n  Wittenberge (12070424)\n" in said
    assert _place("12070424").valid_until is None


@pytest.mark.usefixtures("shipped")
def test_own_keys_invented_towns_and_other_laender_stay(tmp_path: Path) -> None:
    Territory.objects.create(
        ags="12999999", kind="gemeinde", name="Musterstadt", official_name="Musterstadt", land="12"
    )
    berlin = Unit("10", "11", "Berlin")
    city = [
        Unit("40", "11000", "Berlin, Stadt", "41"),
        Unit("60", "11000000", "Berlin, Stadt", "61", "0000", 89112, 3755251, "10178"),
    ]
    brandenburg = [files.BRANDENBURG, files.PRIGNITZ, files.PERLEBERG]
    _run(_text(tmp_path, [berlin, *city, *brandenburg], stand=LATER), "--apply")
    keys = ["12999999", "11000000/03", "09463", "12070424"]
    assert [_place(key).is_current for key in keys] == [True, True, True, False]


@pytest.mark.django_db
def test_older_directory_fills_only_what_is_empty(tmp_path: Path) -> None:
    later = [
        replace(files.PERLEBERG, name="Perleberg, Rolandstadt") if u is files.PERLEBERG else u for u in files.GERMANY
    ]
    _run(_text(tmp_path, later, stand=LATER), "--apply")
    older = files.write_auszug(tmp_path / "a.xlsx", [u for u in files.GERMANY if u is not files.WITTENBERGE])
    said = _run(older, "--apply")
    assert "Diese Datei ist älter als der Bestand (31.12.2025). Sie füllt nur leere Felder.\n" in said
    row = _place("12070296")
    assert (row.official_name, row.latitude, row.point_source) == (
        "Perleberg, Rolandstadt",
        53.076,
        "auszuggv_2023-11-30",
    )
    assert (row.as_of, _place("12070424").is_current) == (date(2025, 12, 31), True)
    assert _run(older, "--apply").endswith("nichts zu ändern.\n")


@pytest.mark.django_db
def test_city_beside_a_kreis_of_its_name_has_its_own_address(tmp_path: Path) -> None:
    kreis = Unit("40", "09473", "Coburg", "44")
    _run(_text(tmp_path, [*files.GERMANY, kreis]), "--apply")
    assert (_place("09473").slug, _place("09463").slug) == ("coburg", "coburg-stadt")


@pytest.mark.django_db
def test_address_stays_when_a_namesake_comes_later(tmp_path: Path) -> None:
    _run(_text(tmp_path, files.GERMANY), "--apply")
    _run(_text(tmp_path, [*files.GERMANY, Unit("40", "09473", "Coburg", "44")], stand=LATER), "--apply")
    assert (_place("09463").slug, _place("09473").slug) == ("coburg", "coburg-09473")


@pytest.mark.django_db
def test_kreis_with_a_new_key_takes_over_the_address(tmp_path: Path) -> None:
    _run(_text(tmp_path, files.GERMANY), "--apply")
    moved = {files.PRIGNITZ: "12080", files.PERLEBERG: "12080296", files.WITTENBERGE: "12080424"}
    later = [replace(unit, key=moved.get(unit, unit.key)) for unit in files.GERMANY]
    _run(_text(tmp_path, later, stand=LATER), "--apply")
    assert (_place("12080").slug, _place("12070").slug, _place("12070").is_current) == ("prignitz", "", False)


@pytest.mark.django_db
def test_changed_laender_renew_their_pages_and_the_network(tmp_path: Path) -> None:
    _run(_text(tmp_path, files.GERMANY), "--apply")
    before = revisions.now()
    changed = [replace(files.PERLEBERG, people=13000) if u is files.PERLEBERG else u for u in files.GERMANY]
    _run(_text(tmp_path, changed), "--apply")
    newest = {key: revisions.look([key]).newest for key in ("network", "land:12", "land:09")}
    assert newest == {"network": before + 1, "land:12": before + 1, "land:09": before}


@pytest.mark.django_db
def test_number_of_statements_does_not_grow_with_the_directory(
    tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    many = [replace(files.PERLEBERG, key=f"12070{number:03d}", name=f"Ort {number}") for number in range(900)]
    file = _text(tmp_path, [files.BRANDENBURG, files.PRIGNITZ, *many])
    with django_assert_max_num_queries(90):
        _run(file, "--apply")
    assert Territory.objects.count() == 902


# What it refuses


@pytest.mark.django_db
def test_file_with_faults_is_refused_whole(tmp_path: Path) -> None:
    lines = [files.gv100ad_line(unit) for unit in files.GERMANY]
    lines[4] = lines[4][:100]
    (tmp_path / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    said, reason = _refused(tmp_path / "a.txt")
    assert "Zeile 5: 100 Zeichen statt 220.\n" in said
    assert reason.startswith("Die Datei hat 2 Fehler.")
    assert reason.endswith("Es wurde nichts geändert.")
    assert Territory.objects.count() == 0


@pytest.mark.usefixtures("shipped")
def test_file_that_would_end_very_much_is_refused(tmp_path: Path) -> None:
    laender = [Unit("10", f"{number:02d}", f"Land {number}") for number in range(1, 17)]
    _said, reason = _refused(_text(tmp_path, laender, stand=LATER))
    assert reason.startswith("96 von 114 Gebieten würden wegfallen. Ist die Datei vollständig?")
    assert not Territory.objects.exclude(valid_until=None).exists()
    _run(_text(tmp_path, laender, stand=LATER), "--apply", "--many-gone")
    assert Territory.objects.exclude(valid_until=None).count() == 96


def _with_part(tmp_path: Path, name: str, content: bytes) -> bytes:
    """Return a good workbook with one part exchanged."""
    good, bad = files.write_auszug(tmp_path / "gut.xlsx", files.GERMANY), tmp_path / "schlecht.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            target.writestr(part, content if part == name else source.read(part))
    return bad.read_bytes()


def _bomb(tmp_path: Path) -> bytes:
    return _with_part(tmp_path, "xl/worksheets/sheet2.xml", b"<a>" + b" " * (201 * 1024 * 1024))


def _entities(tmp_path: Path) -> bytes:
    return _with_part(
        tmp_path, "xl/worksheets/sheet2.xml", '<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'.encode("utf-16")
    )


def _broken_xml(tmp_path: Path) -> bytes:
    return _with_part(tmp_path, "xl/worksheets/sheet2.xml", b"<worksheet><sheetData><row></worksheet>")


def _cut_off(tmp_path: Path) -> bytes:
    return files.write_auszug(tmp_path / "gut.xlsx", files.GERMANY).read_bytes()[:-2000]


def _other_workbook(tmp_path: Path) -> bytes:
    return files.write_auszug(tmp_path / "gut.xlsx", files.GERMANY, sheet="Tabelle1").read_bytes()


def _zip(tmp_path: Path) -> bytes:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("GV100AD_301123.txt", "60")
    return (tmp_path / "a.zip").read_bytes()


BAD_FILES: list[tuple[Any, str]] = [
    (b"", "Die Datei ist leer. Bitte laden Sie das Gemeindeverzeichnis neu herunter."),
    (b" \r\n \r\n", "Die Datei ist leer. Bitte laden Sie das Gemeindeverzeichnis neu herunter."),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "Das ist eine alte (.xls) oder mit Kennwort geschützte Excel-Datei.",
    ),
    (b"%PDF-1.7\n\0", "Das ist eine PDF-Datei."),
    (b"\n<!DOCTYPE html><html><body>Anmelden</body></html>", "Das ist eine Webseite."),
    ("60".encode("utf-16"), "Der Text ist in UTF-16 gespeichert. Bitte speichern Sie ihn als UTF-8."),
    (b"ags;name\n12070296;Perleberg\n", "Das ist eine CSV-Tabelle."),
    (b"ags\tname\n12070296\tPerleberg\n", "Das ist eine CSV-Tabelle."),
    (b"Liebe Kollegin\n", "Die Datei ist nicht das Gemeindeverzeichnis."),
    (b"60\0\0\0\0", "Die Datei ist nicht das Gemeindeverzeichnis."),
    (b"602023113012070296", "In der Datei ist keine Zeile lesbar."),
    (_zip, "Das ist ein ZIP-Archiv, keine Excel-Datei. Bitte entpacken Sie es"),
    (_bomb, "Die Excel-Datei ist entpackt größer als 200 MB. Das ist nicht das Gemeindeverzeichnis."),
    (_entities, "Die Excel-Datei enthält gefährliche Teile. Bitte laden Sie sie neu herunter."),
    (_broken_xml, "Die Excel-Datei ist beschädigt. Bitte laden Sie sie neu herunter."),
    (_cut_off, "Die Excel-Datei ist beschädigt. Bitte laden Sie sie neu herunter."),
    (
        _other_workbook,
        "In der Arbeitsmappe fehlt das Blatt „Onlineprodukt_Gemeinden“ mit der Spalte „Satzart“ (da ist: Deckblatt,",
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "sentence"), BAD_FILES, ids=[sentence[:40] for _content, sentence in BAD_FILES])
def test_other_file_is_refused_with_one_sentence(content: Any, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "datei.xlsx"
    file.write_bytes(content if isinstance(content, bytes) else content(tmp_path))
    _said, reason = _refused(file)
    assert reason.startswith(sentence)
    assert Territory.objects.count() == 0


@pytest.mark.django_db
def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    assert _refused(tmp_path / "fehlt.txt")[1].startswith(f"Die Datei „{tmp_path}/fehlt.txt“ gibt es nicht.")
    assert _refused(tmp_path)[1].startswith(f"„{tmp_path}“ ist ein Ordner.")


@pytest.mark.django_db
def test_sheet_without_its_columns_is_refused(tmp_path: Path) -> None:
    titles, files.SUBTITLES[-1] = files.SUBTITLES[-1], None
    try:
        file = files.write_auszug(tmp_path / "a.xlsx", files.GERMANY)
    finally:
        files.SUBTITLES[-1] = titles
    assert _refused(file)[1].startswith("In der Tabelle fehlen Spalten: Breitengrad.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("12070999,12070296,2025-01-01", "Nachfolger, Zeile 2: Der alte Schlüssel 12070999 ist nicht bekannt.\n"),
        (
            "12070296,12070424,2025-01-01",
            "Nachfolger, Zeile 2: Der alte Schlüssel 12070296 steht noch im Verzeichnis.\n",
        ),
        (
            "12070424,12070999,2025-01-01",
            "Nachfolger, Zeile 2: Der neue Schlüssel 12070999 steht nicht im Verzeichnis.\n",
        ),
        ("12070424,12070296,gestern", "Nachfolger, Zeile 2: „gestern“ ist kein Tag. Beispiel: 2024-01-01\n"),
        ("12070424,12070296", "Nachfolger, Zeile 2: Es sind 2 Spalten statt drei.\n"),
    ],
)
def test_wrong_successor_is_named_with_its_line(row: str, fault: str, tmp_path: Path) -> None:
    _run(_text(tmp_path, files.GERMANY), "--apply")
    table = tmp_path / "nachfolger.csv"
    table.write_text(f"old,new,date\n{row}\n", encoding="utf-8")
    later = [unit for unit in files.GERMANY if unit is not files.WITTENBERGE]
    said, reason = _refused(_text(tmp_path, later, stand=LATER), "--successors", str(table))
    assert said.endswith(fault)
    assert reason == "Die Tabelle der Nachfolger hat Fehler. Es wurde nichts geändert."
    assert _place("12070424").is_current


def test_operator_sees_one_sentence_and_no_trace(tmp_path: Path) -> None:
    (tmp_path / "seite.html").write_text("<html></html>", encoding="utf-8")
    command = [sys.executable, "manage.py", "import_territories", str(tmp_path / "seite.html"), "--apply"]
    done = subprocess.run(command, cwd=settings.ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip().splitlines()[-1].startswith("CommandError: Das ist eine Webseite.")
    assert "Traceback" not in done.stderr
