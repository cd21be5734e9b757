"""Looks into an instance from outside, past everything that the program does."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.outbox.instance import Instance


@dataclass(frozen=True)
class Seen:
    """What an instance holds, and each sign that it is not of one moment."""

    names: list[str]
    pairs: int
    files: int
    discarded: int
    faults: list[str]


def look(instance: Instance) -> Seen:
    goals = Counter(ask(instance, "SELECT alliance_id, text FROM alliances_goal"))
    pictures = Counter(ask(instance, "SELECT alliance_id, alt FROM alliances_picture"))
    files = ask(instance, "SELECT path, digest FROM files_storedfile")
    torn = [f"torn: {pair}" for pair in ((goals - pictures) + (pictures - goals))]
    bad = [f"lost or damaged: {path}" for path, digest in files if _digest(instance, path) != digest]
    names = [name for (name,) in ask(instance, "SELECT name FROM tenancy_alliance ORDER BY id")]
    discarded = ask(instance, "SELECT path FROM files_discardedfile")
    return Seen(names, goals.total(), len(files), len(discarded), torn + bad)


def counts(instance: Instance) -> tuple[int, int]:
    """Return how many files there are, and how many were deleted, quickly."""
    tables = ("files_storedfile", "files_discardedfile")
    stored, discarded = (ask(instance, f"SELECT COUNT(*) FROM {table}")[0][0] for table in tables)
    return stored, discarded


def ask(instance: Instance, statement: str) -> Sequence[tuple[Any, ...]]:
    """Run a statement and return its rows, if it has any."""
    if address := instance.env["DATABASE_URL"]:
        with psycopg.connect(address) as server:
            answer = server.execute(statement.encode())
            return answer.fetchall() if answer.description else []
    with closing(sqlite3.connect(instance.folder / "data" / "drehscheibe.sqlite3", timeout=30)) as file, file:
        return file.execute(statement).fetchall()


def _digest(instance: Instance, path: str) -> str:
    file = instance.folder / "data" / "files" / path
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""
