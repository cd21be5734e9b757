"""A backup of the whole instance: database, files and secret key of one moment."""

import os
import pwd
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .. import archive, databases, places, rules
from ..databases.facts import Facts, File
from ..rules import Manifest, Trouble


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup. `missing` are files that the database names and that are gone or damaged."""

    path: Path
    size: int
    files: int
    seconds: float
    missing: list[str]
    has_key: bool


def back_up(*, keep_all: bool = False) -> Made:
    """Write a backup while web and worker go on, read it back, delete the oldest; raise Trouble.

    `keep_all` spares the oldest: it may be the one that is about to be restored. How it went is kept for the status page, also if it failed.
    """
    try:
        with places.alone():
            made = _written()
            if not keep_all:
                places.delete_old()
            noted = places.Last(timezone.now(), made.path.name, made.size, len(made.missing))
            places.note(noted)
            return made
    except Trouble as trouble:
        _note_trouble(str(trouble))
        raise
    except OSError as error:
        _note_trouble(str(error))
        raise Trouble(f"Die Sicherung ist gescheitert: {error}") from error


def _note_trouble(text: str) -> None:
    try:
        places.note(replace(places.last(), trouble=text))
    except (OSError, Trouble):  # the folder itself is the trouble; the page will say that nothing is there
        return


def _written() -> Made:
    refuse_foreign_data()
    began, at = time.monotonic(), timezone.now()
    path = places.new_name(at)
    _refuse_full_disk(places.folder(), databases.size())
    with work_folder(places.folder()) as folder, databases.snapshot(folder) as (packed, facts):
        if not facts.migrations:
            raise Trouble(rules.NOTHING_HERE)
        _refuse_full_disk(places.folder(), packed.stat().st_size + sum(file.size for file in facts.files))
        with archive.written(path) as writer:
            has_key = _add_key(writer)
            with packed.open("rb") as content:
                writer.add(packed.name, content, size=packed.stat().st_size)
            missing = [file.path for file in facts.files if not _add_file(writer, file)]
            writer.finish(_manifest(facts, missing))
    size, files = path.stat().st_size, len(facts.files) - len(missing)
    return Made(path, size, files, time.monotonic() - began, missing, has_key)


def refuse_foreign_data() -> None:
    """Raise Trouble for root before the data of a service: it could no longer write to what root has made."""
    owner = settings.DATA_DIR.stat().st_uid
    if os.geteuid() == 0 and owner != 0:
        name = pwd.getpwuid(owner).pw_name
        raise Trouble(f"{settings.DATA_DIR} gehört dem Benutzer {name}. Bitte so ausführen: sudo -E -u {name} …")


@contextmanager
def work_folder(place: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="work-", dir=place) as name:
        yield Path(name)


def _refuse_full_disk(place: Path, needed: int) -> None:
    free = shutil.disk_usage(place).free
    if free < needed:
        raise Trouble(
            f"In {place} sind {rules.size_words(free)} frei, gebraucht werden {rules.size_words(needed)}."
            " Schaffen Sie Platz, oder wählen Sie mit BACKUP_DIR einen anderen Ordner."
        )


def _add_key(writer: archive.Writer) -> bool:
    """Add the secret key where it lies beside the data; one in the environment is kept by whoever put it there."""
    file = settings.DATA_DIR / archive.SECRET_KEY
    if settings.SECRET_KEY_FROM_ENVIRONMENT or not file.exists():
        return False
    with file.open("rb") as content:
        writer.add(archive.SECRET_KEY, content, size=file.stat().st_size)
    return True


def _add_file(writer: archive.Writer, file: File) -> bool:
    """Add a file that the database names; False where it is gone, or no longer what was stored."""
    try:
        with default_storage.open(file.path) as content:
            return writer.add(f"{archive.FILES}{file.path}", content, size=content.size) == file.digest
    except FileNotFoundError:
        return False


def _manifest(facts: Facts, missing: list[str]) -> Manifest:
    return Manifest(
        version=settings.VERSION,
        made_at=timezone.now(),
        engine=databases.engine(),
        migrations=facts.migrations,
        counts=facts.counts,
        missing=missing,
        key_mark=key_mark(),
        members=(),
    )


def key_mark() -> str:
    return salted_hmac("drehscheibe.operations", "key", algorithm="sha256").hexdigest()[:16]
