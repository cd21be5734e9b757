"""Where backups lie, how many are kept, and when they are made."""

from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from drehscheibe.config import env
from drehscheibe.config.jobs import PERIODIC
from drehscheibe.frames.operations import places, tasks
from drehscheibe.frames.operations.rules import Trouble
from drehscheibe.kit import running
from drehscheibe.kit.jobs.plan import Retry

AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_folders(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.BACKUP_DIR, settings.BACKUP_KEEP = tmp_path, tmp_path / "sicherungen", 3


def test_name_tells_the_local_time(settings: Settings) -> None:
    assert places.new_name(AT) == settings.BACKUP_DIR / "drehscheibe-2026-11-22-023000.tar"
    assert settings.BACKUP_DIR.stat().st_mode & 0o777 == 0o700


def test_only_the_newest_are_kept() -> None:
    folder = places.folder()
    for name in (
        "drehscheibe-1.tar",
        "drehscheibe-2.tar",
        "drehscheibe-3.tar",
        "drehscheibe-4.tar",
        "drehscheibe-5.tar.part",
        "x.tar",
    ):
        (folder / name).touch()
    assert [file.name for file in places.delete_old()] == ["drehscheibe-1.tar", "drehscheibe-5.tar.part"]
    assert sorted(file.name for file in folder.iterdir()) == [
        "drehscheibe-2.tar",
        "drehscheibe-3.tar",
        "drehscheibe-4.tar",
        "x.tar",
    ]


def test_two_backups_never_run_at_once() -> None:
    with places.alone(), pytest.raises(Trouble, match="Es läuft gerade schon eine Sicherung"), places.alone():
        pass


def test_note_on_the_last_backup_is_kept(settings: Settings) -> None:
    nothing = places.last()
    told = places.Last(AT, "drehscheibe-1.tar", 5, 1)
    places.note(told)
    assert (nothing, places.last()) == (places.Last(), told)
    (settings.BACKUP_DIR / "stand.json").write_text("{")
    assert places.last() == places.Last()


def test_failed_backup_is_noted_and_tried_again() -> None:
    told = places.Last(AT, "drehscheibe-1.tar", 5)
    places.note(told)
    with places.alone(), pytest.raises(Retry, match="backup: Es läuft gerade schon eine Sicherung"):
        tasks.back_up()
    trouble = "Es läuft gerade schon eine Sicherung. Bitte warten Sie, bis sie fertig ist."
    assert places.last() == replace(told, trouble=trouble)


def test_folder_that_cannot_be_made_is_told(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "datei").touch()
    settings.BACKUP_DIR = tmp_path / "datei" / "sicherungen"
    with pytest.raises(Trouble, match="Der Ordner für Sicherungen lässt sich nicht anlegen"):
        places.folder()


# When


def test_nightly_backup_runs_unless_it_is_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    [nightly] = [work for work in PERIODIC if work.name == "operations.back_up"]
    monkeypatch.setenv("BACKUP_AT", "")
    off = env.clock("BACKUP_AT", "02:30")
    monkeypatch.setenv("BACKUP_AT", "23:05")
    assert (nightly.at, off, env.clock("BACKUP_AT", "02:30")) == (time(2, 30), None, time(23, 5))
    monkeypatch.setenv("BACKUP_AT", "nachts")
    with pytest.raises(ImproperlyConfigured, match=r"ist keine Uhrzeit. Beispiel: BACKUP_AT=02:30$"):
        env.clock("BACKUP_AT", "02:30")


# Who runs


def test_running_processes_are_found_and_nothing_starts_while_somebody_is_alone() -> None:
    assert running.running() == []
    with running.alone(), pytest.raises(running.Closed, match="Gerade wird eine Sicherung zurückgespielt"):
        running.hold(running.WORKER)
    running.hold(running.WORKER)
    try:
        with pytest.raises(running.StillRunning, match="worker"), running.alone():
            pass
    finally:
        running._held.pop().close()
    assert running.running() == []
