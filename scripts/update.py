"""Brings an instance up to the newest version; what it holds is backed up first.

    python -m scripts.update    # as `make update` does

PULL=0 takes the version that is checked out, without asking for a newer one.
"""

import os
import subprocess
import sys
from pathlib import Path

from scripts import serve

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    if "--finish" in sys.argv:  # in a process of its own: by then another version may be checked out
        serve.prepare()
        return
    before = _git("rev-parse", "HEAD").stdout.strip()
    back_up()
    pull(ROOT)
    step(
        ["make", "--no-print-directory", "install"], f"Die neue Fassung ließ sich nicht einrichten. {_way_back(before)}"
    )
    finish = [sys.executable, "-m", "scripts.update", "--finish"]
    step(finish, f"Die Daten ließen sich nicht auf den neuen Stand bringen. {_way_back(before)}")
    say("Fertig. Jetzt neu starten: systemctl restart drehscheibe-web drehscheibe-worker")
    say("Dann /betrieb/ und die Startseite ansehen.")


def back_up() -> None:
    step(
        [sys.executable, str(ROOT / "manage.py"), "backup"],
        "Ohne Sicherung keine neue Fassung: Es wurde nichts geändert. Fehlt der Sicherung ein Paket der neuen Fassung, dann"
        " holen Sie die bisherige zurück (git checkout), sichern mit make backup und beginnen noch einmal.",
    )


def pull(folder: Path) -> None:
    """Fetch what is new on the branch that is followed; stop where that fails, so that nobody takes old for new."""
    if reason := why_no_pull(folder):
        say(f"Kein git pull: {reason} Genommen wird, was ausgecheckt ist.")
        return
    done = _git("pull", "--ff-only", "--quiet", folder=folder)
    if done.returncode:
        sys.exit(f"git pull ist gescheitert: {done.stderr.strip()}\nOhne Abruf geht es weiter mit: make update PULL=0")


def why_no_pull(folder: Path) -> str:
    """Return why the program's folder is left as it is, empty where it may be brought up to date."""
    if os.environ.get("PULL") == "0":
        return "PULL=0."
    if _git("rev-parse", "--is-inside-work-tree", folder=folder).returncode:
        return "Das ist kein git-Ordner."
    if _git("rev-parse", "--abbrev-ref", "@{upstream}", folder=folder).returncode:
        return "Ausgecheckt ist eine feste Fassung, kein Zweig, der einem anderen folgt."
    if _git("status", "--porcelain", "--untracked-files=no", folder=folder).stdout.strip():
        return "Im Programmordner gibt es eigene Änderungen."
    return ""


def step(command: list[str], otherwise: str) -> None:
    """Run one step, or end with what to do."""
    if subprocess.run(command, check=False, cwd=ROOT).returncode:  # noqa: S603  our own commands
        sys.exit(otherwise)


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  this is what `make update` shows


def _way_back(commit: str) -> str:
    return (
        "Zurück zum Stand von vorhin: Dienste anhalten, dann"
        f" git checkout {commit[:12]}; make install; make restore FROM=… REPLACE=1 mit der Sicherung von eben."
    )


def _git(*words: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], check=False, cwd=folder, capture_output=True, text=True)  # noqa: S603, S607  git of this machine


if __name__ == "__main__":
    main()
