"""Backup and restore of a PostgreSQL database, with the tools of PostgreSQL itself."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from psycopg import sql
from psycopg.conninfo import make_conninfo

from ..rules import Trouble
from . import facts

MEMBER = "database.dump"
# Where the present tables wait while others take their place.
ASIDE = "drehscheibe_vorher"


def size() -> int:
    with _connected() as database:
        return int(_ask(database, "SELECT pg_database_size(current_database())")[0][0])


def current() -> facts.Facts:
    with _connected() as database:
        return _facts_of(database)


@contextmanager
def snapshot(folder: Path) -> Iterator[tuple[Path, facts.Facts]]:
    """Write a dump of one moment into `folder`, while others go on writing; pg_dump reads the same moment as we do."""
    packed = folder / MEMBER
    with _connected() as database:
        tool = _tool("pg_dump", server=database.info.server_version // 10_000)
        database.isolation_level, database.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
        moment = str(_ask(database, "SELECT pg_export_snapshot()")[0][0])
        found = _facts_of(database)
        _run(tool, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}", "--schema=public",
             f"--file={packed}")  # fmt: skip
    yield packed, found


def replace(packed: Path, *, migrate: Callable[[dict[str, str]], None], check: Callable[[facts.Facts], None]) -> None:
    """Put the database in `packed` in the place of the present one, brought up to this version; raise Trouble.

    The present tables wait in a schema of their own and come back if anything goes wrong.
    """
    with _connected() as database:
        tool = _tool("pg_restore", server=database.info.server_version // 10_000)
    _refuse_company()
    _bring_back()  # of a restore that was cut off
    _set_aside()
    try:
        name = settings.DATABASES["default"]["NAME"]
        _run(tool, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--schema=public",
             f"--dbname={name}", str(packed))  # fmt: skip
        check(current())
        migrate({})
    except BaseException:
        _bring_back()
        raise
    with _connected() as database:
        _execute(database, "DROP SCHEMA {} CASCADE", ASIDE)


def _set_aside() -> None:
    with _connected() as database:
        _execute(database, "CREATE SCHEMA {}", ASIDE)
        for table in _tables(database):
            _execute(database, "ALTER TABLE {} SET SCHEMA {}", table, ASIDE)


def _bring_back() -> None:
    with _connected() as database:
        waiting = _tables(database, ASIDE)
        if not _ask(database, f"SELECT 1 FROM pg_namespace WHERE nspname = '{ASIDE}'"):  # noqa: S608  a constant
            return
        for table in _tables(database):
            _execute(database, "DROP TABLE {} CASCADE", table)
        for table in waiting:
            _execute(database, "ALTER TABLE {}.{} SET SCHEMA public", ASIDE, table)
        _execute(database, "DROP SCHEMA {}", ASIDE)


def _refuse_company() -> None:
    with _connected() as database:
        others = _ask(
            database,
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user"
            " AND pid <> pg_backend_pid()",
        )[0][0]
    if others:
        raise Trouble(
            f"Zur Datenbank bestehen noch {others} Verbindungen. Bitte beenden Sie auf allen Rechnern Webdienst und Worker"
            " (systemctl stop drehscheibe-web drehscheibe-worker) und beginnen Sie noch einmal."
        )


@contextmanager
def _connected() -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """Open a connection of our own, past the scope; what happens on it is one transaction."""
    known = settings.DATABASES["default"]
    words = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    address = make_conninfo(**{word: str(known[name]) for word, name in words.items() if known.get(name)})
    try:
        with psycopg.connect(address, options="-c lock_timeout=15s") as database:
            yield database
    except psycopg.OperationalError as error:
        raise Trouble(f"Die Datenbank antwortet nicht: {str(error).strip()}") from error


def _ask(database: psycopg.Connection[tuple[Any, ...]], text: str) -> list[tuple[Any, ...]]:
    return database.execute(text.encode()).fetchall()


def _execute(database: psycopg.Connection[tuple[Any, ...]], text: str, *names: str) -> None:
    database.execute(sql.SQL(text).format(*map(sql.Identifier, names)))


def _tables(database: psycopg.Connection[tuple[Any, ...]], schema: str = "public") -> list[str]:
    """Return our own tables; an extension's belong to somebody else."""
    asked = f"SELECT tablename FROM pg_tables WHERE schemaname = '{schema}' AND tableowner = current_user ORDER BY 1"  # noqa: S608  constants
    return [str(name) for (name,) in _ask(database, asked)]


def _facts_of(database: psycopg.Connection[tuple[Any, ...]]) -> facts.Facts:
    return facts.read(lambda text: _ask(database, text), _tables(database))


def _tool(name: str, *, server: int) -> str:
    """Return the path of one of PostgreSQL's programs; raise Trouble where it is missing or older than the server."""
    install = f"Bitte als root: apt-get install postgresql-client-{server}"
    found = {path: _version(path) for path in _places(name)}
    if not found:
        raise Trouble(f"{name} fehlt auf diesem Rechner; damit wird PostgreSQL gesichert. {install}")
    path, version = max(found.items(), key=lambda pair: pair[1])
    if version < server:
        raise Trouble(f"{name} hat die Fassung {version}, der Datenbankserver {server}. {install}")
    return path


def _places(name: str) -> list[str]:
    """Return where a program lies: Debian keeps each version in a folder of its own."""
    known = [str(path) for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}")]
    return [*filter(None, [shutil.which(name)]), *known]


def _version(path: str) -> int:
    told = subprocess.run([path, "--version"], check=False, capture_output=True, text=True).stdout  # noqa: S603  a program of PostgreSQL
    number = re.search(r"(\d+)", told.split(")", 1)[-1])
    return int(number[1]) if number else 0


def _run(*command: str) -> None:
    """Run one of PostgreSQL's programs; the password goes by the environment, where other users cannot read it."""
    known = settings.DATABASES["default"]
    words = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    given = {word: str(known[name]) for word, name in words.items() if known.get(name)}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, **given})  # noqa: S603  a program of PostgreSQL
    if done.returncode:
        raise Trouble(f"{Path(command[0]).name} ist gescheitert: {done.stderr.strip()[-800:]}")
