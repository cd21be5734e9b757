"""Putting a backup in the place of what an instance holds."""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.base import File as StorageFile
from django.core.files.storage import default_storage
from django.db.migrations.loader import MigrationLoader
from django.db.models import QuerySet
from django.utils import timezone

from drehscheibe.kit import running
from drehscheibe.kit.jobs.models import Job

from .. import archive, databases, rules
from ..rules import Manifest, Trouble
from .backup import Made, back_up, key_mark, refuse_foreign_data, work_folder


@dataclass(frozen=True, slots=True)
class Restored:
    """What an instance became. `waiting` are mails that waited when the backup was made."""

    manifest: Manifest
    files: int
    waiting: int
    held: int
    former: Made | None
    same_key: bool


def restore(path: Path, *, put_away: bool = False, hold_mails: bool = False) -> Restored:
    """Make this instance the one that a backup holds, brought up to this version; raise Trouble and change nothing.

    Only an empty instance is filled. With `put_away`, one that holds something is backed up first and then replaced.
    Files come first, under names that nobody else has; the database follows in one step. Those that no row names
    after that are cleaned up two days later.
    """
    try:
        with running.alone():
            return _restored(path, put_away=put_away, hold_mails=hold_mails)
    except running.StillRunning as found:
        raise Trouble(_what_to_stop(found.names)) from None
    except OSError as error:
        raise Trouble(f"Das Zurückspielen ist gescheitert, alles ist wie vorher: {error}") from error


def _what_to_stop(names: list[str]) -> str:
    words = {running.WEB: "der Webdienst", running.WORKER: "der Worker"}
    services = " ".join(f"drehscheibe-{name}" for name in names)
    return (
        f"Noch läuft hier {' und '.join(words[name] for name in names)}. Bitte zuerst beenden: systemctl stop {services},"
        " oder Strg+C, wo make run läuft. Dann noch einmal."
    )


def _restored(path: Path, *, put_away: bool, hold_mails: bool) -> Restored:
    refuse_foreign_data()
    manifest = _fitting(path)
    former = _make_room(put_away)
    with work_folder(settings.DATA_DIR) as folder:
        digests = {member.name: member.sha256 for member in manifest.members}
        packed, key, files = _unpacked(path, folder, digests)
        databases.replace(packed, counts=manifest.counts)
        comes_along = key is not None and not settings.SECRET_KEY_FROM_ENVIRONMENT
        if key is not None and comes_along:
            key.replace(settings.DATA_DIR / archive.SECRET_KEY)
    same_key = comes_along or manifest.key_mark == key_mark()
    number = _waiting_mails().count()
    held = _hold(_waiting_mails()) if hold_mails else 0
    return Restored(manifest, files, number, held, former, same_key)


def _fitting(path: Path) -> Manifest:
    """Return the manifest of an archive that is whole and that this version on this database can read."""
    manifest = archive.checked(path)
    rules.check_engine(manifest, engine=databases.engine())
    rules.check_not_newer(manifest, version=settings.VERSION, known=_known_migrations())
    return manifest


def _known_migrations() -> dict[str, list[str]]:
    """Return every migration of this version by app, and those that a squashed one has replaced."""
    known: dict[str, list[str]] = {}
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    for (app, name), migration in loader.disk_migrations.items():
        known.setdefault(app, []).extend([name, *(former for _app, former in migration.replaces)])
    return known


def _make_room(put_away: bool) -> Made | None:
    """Back up what the instance holds, if anything; raise Trouble where nobody said that it may go."""
    counts = databases.current().counts
    if not rules.is_full(counts):
        return None
    if not put_away:
        alliances, users, files = (counts.get(f"{table}", 0) for table in rules.TELLING_TABLES)
        raise Trouble(
            f"Diese Instanz ist nicht leer: {alliances} Bündnisse, {users} Konten, {files} Dateien. Nichts wurde geändert."
            " Soll die Sicherung an ihre Stelle treten, dann mit --replace (make restore FROM=… REPLACE=1)."
            " Vorher wird gesichert, was jetzt da ist."
        )
    return back_up(keep_all=True)


def _unpacked(path: Path, folder: Path, digests: dict[str, str]) -> tuple[Path, Path | None, int]:
    """Put the files into the storage, database and key into `folder`; return those two and the number of files."""
    packed, key, files = folder / "database", None, 0
    for name, content in archive.members(path):
        if name.startswith(archive.FILES):
            _put(name.removeprefix(archive.FILES), content, digests[name])
            files += 1
        elif name == archive.SECRET_KEY:
            key = _copied(content, folder / name)
        elif databases.is_database(name):
            packed = _copied(content, folder / name)
    return packed, key, files


def _copied(content: IO[bytes], file: Path) -> Path:
    file.touch(mode=0o600)
    with file.open("wb") as out:
        shutil.copyfileobj(content, out)
    return file


def _put(path: str, content: IO[bytes], digest: str) -> None:
    """Store a file under its name, unless it is there already; a damaged one is mended."""
    if default_storage.exists(path):
        with default_storage.open(path) as present:
            if hashlib.file_digest(present, "sha256").hexdigest() == digest:
                return
        default_storage.delete(path)
    default_storage.save(path, StorageFile(content))


def _waiting_mails() -> QuerySet[Job]:
    return Job.objects.filter(kind__startswith="outbox.", state=Job.State.WAITING)


def _hold(waiting: QuerySet[Job]) -> int:
    """Keep mails back that may have gone out since the backup; `worker --retry-failed` lets them go."""
    return waiting.update(state=Job.State.FAILED, finished_at=timezone.now(), unique_key=None, last_error=rules.HELD)
