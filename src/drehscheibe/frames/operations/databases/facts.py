"""What a database holds, read from all tables at once: how many rows, which migrations, which files.

A backup belongs to no alliance, so it goes round the scope on purpose, on a connection of its own, and reads no more
than this.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Ask = Callable[[str], Sequence[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class File:
    """A file that a row names."""

    path: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Facts:
    counts: dict[str, int]
    migrations: dict[str, list[str]]
    files: list[File]


def read(ask: Ask, tables: Sequence[str]) -> Facts:
    """Return the facts of an instance; empty ones where its tables are not there yet."""
    counts = {table: int(ask(f'SELECT COUNT(*) FROM "{table}"')[0][0]) for table in tables}  # noqa: S608  names from the catalogue
    migrations: dict[str, list[str]] = {}
    if "django_migrations" in counts:
        for app, name in ask("SELECT app, name FROM django_migrations ORDER BY app, name"):
            migrations.setdefault(app, []).append(name)
    files = ask("SELECT path, size, digest FROM files_storedfile ORDER BY path") if "files_storedfile" in counts else []
    return Facts(counts, migrations, [File(*row) for row in files])
