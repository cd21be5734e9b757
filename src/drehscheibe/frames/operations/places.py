"""Where backups lie, what the newest one is, and who writes one just now."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from .archive import PART
from .rules import Trouble

_NAME: Final = "drehscheibe-*.tar"
_STATE: Final = "stand.json"


@dataclass(frozen=True, slots=True)
class Last:
    """The last backup, as its maker noted it; `trouble` is why a later one failed."""

    made_at: datetime | None = None
    file: str = ""
    size: int = 0
    missing: int = 0
    trouble: str = ""


def folder() -> Path:
    """Return the folder of the backups, made where it is missing, for its owner alone; raise Trouble."""
    place: Path = settings.BACKUP_DIR
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"Der Ordner für Sicherungen lässt sich nicht anlegen: {place} ({error.strerror}).") from error
    return place


def new_name(at: datetime) -> Path:
    return folder() / f"drehscheibe-{timezone.localtime(at):%Y-%m-%d-%H%M%S}.tar"


@contextmanager
def alone() -> Iterator[None]:
    """Let nobody else write a backup meanwhile; raise Trouble where somebody does."""
    try:
        with (folder() / "backup.lock").open("a", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
    except BlockingIOError:
        raise Trouble("Es läuft gerade schon eine Sicherung. Bitte warten Sie, bis sie fertig ist.") from None
    except PermissionError as error:
        raise Trouble(f"In {settings.BACKUP_DIR} darf dieser Benutzer nicht schreiben.") from error


def delete_old() -> list[Path]:
    """Delete all but the newest backups, and what an interrupted one has left; return what went."""
    place = folder()
    old = [*sorted(place.glob(_NAME))[: -settings.BACKUP_KEEP], *place.glob(f"{_NAME}{PART}")]
    for file in old:
        file.unlink(missing_ok=True)
    return old


def note(last: Last) -> None:
    """Keep for the status page how the last backup went; an unfinished note is never seen."""
    half = folder() / f"{_STATE}{PART}"
    half.write_text(
        json.dumps({**asdict(last), "made_at": last.made_at and last.made_at.isoformat()}), encoding="utf-8"
    )
    half.rename(half.with_name(_STATE))


def last() -> Last:
    """Return the note on the last backup; an empty one where there is none, or none that can be read."""
    try:
        noted = json.loads((settings.BACKUP_DIR / _STATE).read_text(encoding="utf-8"))
        made_at = datetime.fromisoformat(noted["made_at"]) if noted["made_at"] else None
        return Last(**{**noted, "made_at": made_at})
    except (OSError, ValueError, TypeError, KeyError):
        return Last()
