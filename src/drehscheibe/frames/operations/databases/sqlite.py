"""Backup and restore of a SQLite file."""

import gzip
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings

from ..rules import NOTHING_HERE, Trouble
from . import facts

MEMBER = "database.sqlite3.gz"
_SIDE_FILES = ("-wal", "-shm", "-journal")


def location() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def size() -> int:
    return sum(file.stat().st_size for file in _with_side_files(location()) if file.exists())


def current() -> facts.Facts:
    """Return the facts of the instance's database; raise Trouble where it cannot be read."""
    if not location().exists():
        return facts.Facts({}, {}, [])
    try:
        return _facts_of(location())
    except sqlite3.DatabaseError as error:
        raise Trouble(
            f"Die vorhandene Datenbank {location()} lässt sich nicht lesen ({error}). Legen Sie sie beiseite, zum Beispiel"
            f" mit mv {location()} {location()}.defekt, und beginnen Sie noch einmal."
        ) from error


@contextmanager
def snapshot(folder: Path) -> Iterator[tuple[Path, facts.Facts]]:
    """Write a copy of one moment into `folder`, packed, while others go on writing.

    VACUUM INTO reads one state of the database and leaves out what was deleted, even its remains on the pages.
    """
    copy, packed = folder / "copy.sqlite3", folder / MEMBER
    if not location().exists():
        raise Trouble(NOTHING_HERE)
    try:
        with closing(sqlite3.connect(location(), timeout=60)) as source:
            source.execute("VACUUM INTO ?", [str(copy)])
        _check_whole(copy)
        found = _facts_of(copy)
    except sqlite3.DatabaseError as error:
        raise Trouble(f"Die Datenbank {location()} lässt sich nicht sichern: {error}") from error
    with copy.open("rb") as plain, gzip.open(packed, "wb", compresslevel=6) as out:
        shutil.copyfileobj(plain, out)
    copy.unlink()
    yield packed, found


def replace(packed: Path, *, migrate: Callable[[dict[str, str]], None], check: Callable[[facts.Facts], None]) -> None:
    """Put the database in `packed` in the place of the present one, brought up to this version; raise Trouble.

    It is unpacked and migrated in a folder of its own; the switch is the renaming of one file.
    """
    folder = packed.parent
    fresh = folder / location().name
    fresh.touch(mode=0o600)
    with gzip.open(packed, "rb") as source, fresh.open("wb") as out:
        shutil.copyfileobj(source, out)
    try:
        _check_whole(fresh)
        check(_facts_of(fresh))
    except sqlite3.DatabaseError as error:
        raise Trouble(f"Die Datenbank in der Sicherung ist beschädigt: {error}") from error
    migrate({"DATA_DIR": str(folder), "DATABASE_URL": ""})
    try:
        _fold(fresh)
        _fold(location())
    except sqlite3.OperationalError as error:
        raise Trouble(
            f"Etwas hat {location()} noch offen ({error}). Bitte beenden Sie es, zum Beispiel sqlite3 in einem anderen"
            " Fenster, und beginnen Sie noch einmal."
        ) from error
    fresh.replace(location())


def _facts_of(file: Path) -> facts.Facts:
    with closing(sqlite3.connect(file, timeout=60)) as database:
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        tables = [name for (name,) in database.execute(names)]
        return facts.read(lambda sql: database.execute(sql).fetchall(), tables)


def _check_whole(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        problems = [row[0] for row in database.execute("PRAGMA quick_check(3)")]
        orphans = database.execute("PRAGMA foreign_key_check").fetchmany(3)
    if problems != ["ok"] or orphans:
        raise Trouble(f"Die Datenbank ist in sich nicht stimmig: {'; '.join(problems)} {orphans or ''}".strip())


def _fold(file: Path) -> None:
    """Work the changes beside a database file into it: a stranger's would spoil the one that takes its place."""
    if file.exists():
        with closing(sqlite3.connect(file)) as database:
            database.execute("PRAGMA journal_mode = DELETE")
    for side in _with_side_files(file)[1:]:
        side.unlink(missing_ok=True)


def _with_side_files(file: Path) -> list[Path]:
    return [file, *(file.with_name(file.name + suffix) for suffix in _SIDE_FILES)]
