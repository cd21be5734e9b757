"""The operator's page: seven lines, each with a word and what to do."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from drehscheibe.frames.operations import places, queries, rules
from drehscheibe.ground.outbox.models import BounceNotice
from drehscheibe.ground.tenancy.statements import trusted_sql
from drehscheibe.kit import running
from drehscheibe.kit.jobs.models import Job, Schedule
from tests.conftest import Cast
from tests.rooms import client_of, text_of


@pytest.fixture(autouse=True)
def migrated(db: None) -> None:
    """Note all migrations as done: tests make their tables from the models, see `settings_test`."""
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():  # the schema editor of SQLite works outside transactions only
        with trusted_sql(), connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE django_migrations"
                " (id integer PRIMARY KEY AUTOINCREMENT, app varchar(255), name varchar(255), applied datetime)"
            )
    known = recorder.applied_migrations()
    for app, name in MigrationLoader(connection).disk_migrations:
        if (app, name) not in known:
            recorder.record_applied(app, name)


LABELS = ["Programm", "Datenbank", "E-Mail", "Worker", "Sicherung", "Platz", "Aufträge"]


@pytest.fixture(autouse=True)
def instance(settings: Settings, tmp_path: Path) -> Any:
    """An instance that was backed up an hour ago, with a worker."""
    settings.DATA_DIR, settings.BACKUP_DIR = tmp_path, tmp_path / "sicherungen"
    places.note(places.Last(ago(hours=1), "drehscheibe-1.tar", 5_000_000))
    running.hold(running.WORKER)
    yield
    running._held.pop().close()


def ago(**time: float) -> datetime:
    return timezone.now() - timedelta(**time)


def job(kind: str, state: str, **values: Any) -> None:
    Job.objects.create(**{"kind": kind, "state": state, "not_before": ago(minutes=1), **values})


def line(label: str) -> queries.Line:
    return next(line for line in queries.status() if line.label == label)


def test_everything_is_in_order(cast: Cast, settings: Settings) -> None:
    job("outbox.mail", "done", finished_at=ago(minutes=1))
    answer = client_of(cast.operator).get("/betrieb/")
    text = text_of(answer)
    assert [line.label for line in answer.context["lines"]] == LABELS
    assert [line.word for line in answer.context["lines"]] == ["in Ordnung"] * 7
    assert ("Alles ist in Ordnung." in text, f"Programm: Fassung {settings.VERSION}" in text) == (True, True)


def test_what_is_wrong_is_counted_and_says_what_to_do(cast: Cast) -> None:
    job("partners.letters", "failed", finished_at=ago(hours=1))
    places.note(places.Last())
    text = text_of(client_of(cast.operator).get("/betrieb/"))
    assert "2 Dinge brauchen Sie." in text
    assert "Dann noch einmal versuchen: manage.py worker --retry-failed --until-empty" in text
    assert "Jetzt sichern; von selbst geht es nachts, wenn BACKUP_AT gesetzt ist: make backup" in text


def test_page_costs_the_same_with_many_jobs(cast: Cast) -> None:
    client = client_of(cast.operator)
    client.get("/betrieb/")
    counts = []
    for _round in range(2):
        for _number in range(30):
            job("outbox.mail", "waiting")
        with CaptureQueriesContext(connection) as captured:
            client.get("/betrieb/")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20


# E-mail


def test_mail_that_waits_too_long_is_told(db: None) -> None:
    job("outbox.mail", "waiting", not_before=ago(minutes=20))
    found = line("E-Mail")
    assert ("wartet eine E-Mail" in found.text, found.command) == (True, "journalctl -u drehscheibe-worker")


def test_mail_of_the_future_waits_for_nobody(db: None) -> None:
    job("outbox.mail", "waiting", not_before=timezone.now() + timedelta(minutes=5))
    assert line("E-Mail").is_good


def test_refusal_of_a_receiver_is_no_fault_of_the_instance(db: None) -> None:
    job("outbox.mail", "failed", finished_at=ago(hours=1), last_error="recipient refused with 550 5.1.1")
    good = line("E-Mail").is_good
    job("outbox.mail", "failed", finished_at=ago(hours=1), last_error="mail server: SMTPAuthenticationError 535")
    found = line("E-Mail")
    assert (good, found.word, "eine blieb in dieser Woche hier" in found.text) == (True, "handeln", True)


def test_mails_held_back_after_a_restore_are_told(db: None) -> None:
    job("outbox.mail", "failed", finished_at=ago(days=20), last_error=rules.HELD)
    found = line("E-Mail")
    assert (found.text.split("; ")[1], found.what_to_do) == (
        "eine ist zurückgehalten",
        "Nach dem Zurückspielen. Sollen sie hinaus?",
    )


def test_notices_without_a_mail_are_counted(db: None) -> None:
    BounceNotice.objects.create(provider="mail.example.org", trouble="other")
    assert line("E-Mail").text == "In den letzten 30 Tagen keine gesendet; eine kam ohne Zuordnung zurück"


# Worker


def test_periodic_work_that_is_not_begun_is_told(db: None) -> None:
    Schedule.objects.create(name="jobs.clean_up", due_at=ago(hours=2))
    found = line("Worker")
    assert ("bleibt Arbeit liegen" in found.text, found.what_to_do) == (True, "Neu starten und zusehen:")


def test_worker_that_stands_is_told(db: None) -> None:
    running._held[-1].close()
    wanted = {"sqlite": ("Steht; noch nichts erledigt", "handeln")}
    elsewhere = ("Läuft nicht auf diesem Rechner, es bleibt aber nichts liegen; noch nichts erledigt", "in Ordnung")
    found = line("Worker")
    assert (found.text, found.word) == wanted.get(connection.vendor, elsewhere)


# Backup, space, program


def test_old_backup_is_told(db: None, settings: Settings) -> None:
    places.note(places.Last(ago(hours=27), "drehscheibe-1.tar", 5))
    nightly = line("Sicherung").what_to_do
    settings.BACKUP_AT = None
    assert (nightly, line("Sicherung").is_good) == ("Das ist zu lange her. Jetzt sichern:", True)


@pytest.mark.parametrize(
    ("noted", "told"),
    [
        ({"trouble": "Platte voll."}, "Eine spätere ist gescheitert: Platte voll."),
        ({"missing": 1}, "Eine Datei fehlt oder ist beschädigt. Welche, sagt:"),
    ],
)
def test_faulty_backup_is_told(db: None, noted: dict[str, Any], told: str) -> None:
    places.note(places.Last(ago(hours=1), "drehscheibe-1.tar", 5, **noted))
    assert line("Sicherung").what_to_do == told


def test_space_for_the_next_backups_is_asked_for(db: None) -> None:
    enough = line("Platz").is_good
    places.note(places.Last(ago(hours=1), "drehscheibe-1.tar", 10**15))
    assert (enough, line("Platz").word) == (True, "handeln")


def test_inside_of_errors_is_not_for_everybody(db: None, settings: Settings) -> None:
    settings.DEBUG = True
    assert "Setzen Sie DEBUG=0" in line("Programm").what_to_do
