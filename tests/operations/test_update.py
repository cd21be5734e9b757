"""`make update`: nothing is touched without a backup, and own changes are never overwritten."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import update

ROOT = Path(__file__).resolve().parents[2]
_GIT = ("git", "-c", "user.name=Hanna", "-c", "user.email=hanna@example.org", "-c", "init.defaultBranch=main")


def git(folder: Path, *words: str) -> str:
    return subprocess.run([*_GIT, *words], check=True, cwd=folder, capture_output=True, text=True).stdout


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A clone that follows a branch on which there is something new."""
    source, clone = tmp_path / "source", tmp_path / "clone"
    source.mkdir()
    git(source, "init", "--quiet")
    (source / "version").write_text("1")
    git(source, "add", "version")
    git(source, "commit", "--quiet", "-m", "One")
    git(tmp_path, "clone", "--quiet", str(source), str(clone))
    (source / "version").write_text("2")
    git(source, "commit", "--quiet", "--all", "-m", "Two")
    return clone


def test_newer_version_of_the_branch_is_fetched(program: Path) -> None:
    update.pull(program)
    assert (program / "version").read_text() == "2"


def test_own_changes_are_left_alone(program: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (program / "version").write_text("eigene")
    update.pull(program)
    assert (program / "version").read_text() == "eigene"
    assert "Kein git pull: Im Programmordner gibt es eigene Änderungen." in capsys.readouterr().out


def test_fixed_version_is_taken_as_it_is(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(program, "checkout", "--quiet", "--detach")
    detached = update.why_no_pull(program)
    nowhere = update.why_no_pull(tmp_path)
    monkeypatch.setenv("PULL", "0")
    assert (detached, nowhere, update.why_no_pull(program)) == (
        "Ausgecheckt ist eine feste Fassung, kein Zweig, der einem anderen folgt.",
        "Das ist kein git-Ordner.",
        "PULL=0.",
    )


def test_branches_that_went_apart_stop_the_update(program: Path) -> None:
    (program / "version").write_text("anders")
    git(program, "commit", "--quiet", "--all", "-m", "Other")
    with pytest.raises(SystemExit, match=r"git pull ist gescheitert: (?s:.*)make update PULL=0"):
        update.pull(program)


def test_nothing_is_changed_where_the_backup_fails(tmp_path: Path) -> None:
    (tmp_path / "datei").touch()
    env = {**os.environ, "DATA_DIR": str(tmp_path / "data"), "BACKUP_DIR": str(tmp_path / "datei" / "x"), "PULL": "0"}
    env |= {"DJANGO_SETTINGS_MODULE": "drehscheibe.config.settings", "DATABASE_URL": ""}
    env.pop("SECRET_KEY", None)
    command = [sys.executable, "-m", "scripts.update"]
    done = subprocess.run(command, check=False, cwd=ROOT, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Der Ordner für Sicherungen lässt sich nicht anlegen" in done.stderr
    assert "Ohne Sicherung keine neue Fassung: Es wurde nichts geändert." in done.stderr
    assert sorted(file.name for file in (tmp_path / "data").iterdir()) == ["secret_key"]
