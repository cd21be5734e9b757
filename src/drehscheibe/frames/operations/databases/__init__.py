"""Copies of the whole database of one moment, and putting one in the place of another; a module per engine."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import connection, connections

from ..rules import Trouble, torn
from .facts import Facts


class Engine(Protocol):
    """What each of the two modules can do."""

    MEMBER: str

    def size(self) -> int: ...
    def current(self) -> Facts: ...
    def snapshot(self, folder: Path) -> AbstractContextManager[tuple[Path, Facts]]: ...
    def replace(
        self, packed: Path, *, migrate: Callable[[dict[str, str]], None], check: Callable[[Facts], None]
    ) -> None: ...


def engine() -> str:
    """Return "sqlite" or "postgresql"."""
    return connection.vendor


def _engine() -> Engine:
    """Return the module for the database in use; the other one is not even imported."""
    return import_module(f"{__name__}.{engine()}")


def size() -> int:
    """Return the bytes of the database on disk."""
    return _engine().size()


def current() -> Facts:
    """Return what the instance holds now; nothing for a database without tables. Raises Trouble."""
    return _engine().current()


@contextmanager
def snapshot(folder: Path) -> Iterator[tuple[Path, Facts]]:
    """Yield the database of one moment as a file in `folder`, and what it holds. Raises Trouble."""
    with _engine().snapshot(folder) as found:
        yield found


def replace(packed: Path, *, counts: Mapping[str, int]) -> None:
    """Put another database in the place of the present one and migrate it; on Trouble the present one stays."""

    def check(found: Facts) -> None:
        if tables := torn(counts, found.counts):
            raise Trouble(f"Die Datenbank in der Sicherung ist nicht vollständig: {', '.join(tables[:5])}")

    connections.close_all()
    _engine().replace(packed, migrate=_migrate, check=check)


def is_database(member: str) -> bool:
    """Tell whether a member of an archive is the database of this engine."""
    return member == _engine().MEMBER


def _migrate(where: dict[str, str]) -> None:
    """Bring a database up to this version, in a process of its own: its settings name another place."""
    command = [sys.executable, str(settings.ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    environment = {**os.environ, **where}
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=settings.ROOT, env=environment)  # noqa: S603  our own command
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["ohne Meldung"])[-1]
        raise Trouble(f"Die Datenbank ließ sich nicht auf den Stand dieser Fassung bringen: {last}")
