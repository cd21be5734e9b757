"""An instance of its own, with real processes: a database, workers, and a mail sink that outlives them."""

import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from . import warm
from .warm import Child

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 120.0
_FILE = "drehscheibe.sqlite3"


@dataclass
class Instance:
    """`accepted()` is what the sink took, `report()` what the instance itself believes.

    A warm instance forks its commands from a process that has loaded Django, with `env` as it was at the first of them.
    """

    folder: Path
    env: dict[str, str]
    is_warm: bool = False
    running: list[subprocess.Popen[bytes] | Child] = field(default_factory=list)
    _port: int = 0

    def run(self, *command: str) -> str:
        if self.is_warm:
            return self._run_warm(*command)
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.env, check=False, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _run_warm(self, *command: str) -> str:
        out, err = self.folder / "out", self.folder / "err"
        out.unlink(missing_ok=True)
        err.unlink(missing_ok=True)
        child = self._child(command, out, err)
        assert child.wait(timeout=300) == 0, err.read_text()
        return out.read_text()

    def _child(self, command: tuple[str, ...], out: Path, err: Path) -> Child:
        if not self._port:
            process, self._port = warm.start(self.env, ROOT)
            self.running.append(process)
        return Child(self._port, command, out, err)

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=self.env, stdout=log, stderr=log)
        self.running.append(process)
        return process

    def start_sink(self, *, delay: float) -> None:
        self.start("-m", "tests.outbox.sink", str(self.folder), str(delay))
        port = self.folder / "port"
        wait_until(port.exists)
        self.env["EMAIL_PORT"] = port.read_text()

    def start_worker(self, *, lease: float) -> Child:
        return self.start_child("manage.py", "worker", "--lease", str(lease))

    def start_child(self, *command: str) -> Child:
        """Start a command of a warm instance that goes on; what it says stands in the log."""
        log = self.folder / "log"
        child = self._child(command, log, log)
        self.running.append(child)
        return child

    def fill(self, number: int) -> None:
        self.run("-m", "tests.outbox.probe", "fill", str(number))

    def report(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.run("-m", "tests.outbox.probe", "report"))
        return answer

    def wait_until_sent(self) -> None:
        """Wait until no mail waits any more."""
        self.run("-m", "tests.outbox.probe", "wait")

    def accepted(self) -> Counter[str]:
        file = self.folder / "accepted"
        return Counter(file.read_text().split()) if file.exists() else Counter()

    def stop(self) -> None:
        for process in reversed(self.running):
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()


def wait_until(holds: Callable[[], object]) -> None:
    """Wait until `holds` gives something true; fail after two minutes."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end, "waited for two minutes in vain"
        time.sleep(0.01)


@contextmanager
def fresh_instance(folder: Path, engine: str, *, migrated: bool = True, warm: bool = False) -> Iterator[Instance]:
    """Yield an instance with an empty database, migrated or without tables; nothing of it is left afterwards."""
    with _database(engine, copy_of=migrated_once(engine) if migrated else None) as address:
        data = folder / "data"
        if migrated and not address:
            data.mkdir(parents=True)
            shutil.copy(migrated_once(engine), data / _FILE)
        instance = Instance(folder, _environment(data, address), is_warm=warm)
        try:
            yield instance
        finally:
            instance.stop()


def engines() -> list[str]:
    """Return what can be tested here: SQLite, unless the run is PostgreSQL's, and PostgreSQL where a server is named."""
    found = [] if os.environ.get("DATABASE_URL") else ["sqlite"]
    return [*found, "postgresql"] if _server() else found


def _server() -> str:
    return os.environ.get("TEST_POSTGRES_URL") or os.environ.get("DATABASE_URL") or ""


def _environment(data: Path, address: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "drehscheibe.config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "DATA_DIR": str(data),
        "DATABASE_URL": address,
        "EMAIL_HOST": "127.0.0.1",
        "DEMO": "0",
    }


@cache
def migrated_once(engine: str) -> str:
    """Return what is copied where a migrated database is asked for: the path of a file, or the name of a database.

    The first process of a run makes it, since migrating takes longer than most tests; the others wait for it.
    """
    data = Path(os.environ["DATA_DIR"]) / f"migrated-{engine}"
    data.mkdir(parents=True, exist_ok=True)
    made = data / "made"
    with (data / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not made.exists():
            address = "" if engine == "sqlite" else _new_database()
            Instance(data, _environment(data, address)).run("manage.py", "migrate", "--verbosity", "0")
            made.write_text(urlsplit(address).path.removeprefix("/") if address else str(data / _FILE))
    return made.read_text()


def forget_migrated() -> None:
    """Remove the migrated database from the server, at the end of a run."""
    made = Path(os.environ["DATA_DIR"]) / "migrated-postgresql" / "made"
    if made.exists():
        _drop_database(made.read_text())
        made.unlink()


@contextmanager
def _database(engine: str, *, copy_of: str | None = None) -> Iterator[str]:
    """Yield the address of a new database, "" for a SQLite file in the data folder."""
    if engine == "sqlite":
        yield ""
        return
    address = _new_database(copy_of=copy_of)
    try:
        yield address
    finally:
        _drop_database(urlsplit(address).path.removeprefix("/"))


def _new_database(*, copy_of: str | None = None) -> str:
    name = f"worker_{uuid.uuid4().hex[:12]}"
    _tell_server(f"CREATE DATABASE {name} TEMPLATE {copy_of or 'template1'}")
    return urlunsplit(urlsplit(_server())._replace(path=f"/{name}"))


def _drop_database(name: str) -> None:
    _tell_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _tell_server(command: str) -> None:
    with psycopg.connect(urlunsplit(urlsplit(_server())._replace(path="/postgres")), autocommit=True) as server:
        server.execute(command.encode())
