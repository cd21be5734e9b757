"""An instance of its own, with real processes: a database, workers, and a mail sink that outlives them."""

import json
import os
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 120.0


@dataclass
class Instance:
    """`accepted()` is what the sink took, `report()` what the instance itself believes."""

    folder: Path
    env: dict[str, str]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.env, check=False, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=self.env, stdout=log, stderr=log)
        self.running.append(process)
        return process

    def start_sink(self, *, delay: float) -> None:
        self.start("-m", "tests.outbox.sink", str(self.folder), str(delay))
        port = self.folder / "port"
        wait_until(port.exists)
        self.env["EMAIL_PORT"] = port.read_text()

    def start_worker(self, *, lease: float) -> subprocess.Popen[bytes]:
        return self.start("manage.py", "worker", "--lease", str(lease))

    def fill(self, number: int) -> None:
        self.run("-m", "tests.outbox.probe", "fill", str(number))

    def report(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.run("-m", "tests.outbox.probe", "report"))
        return answer

    def accepted(self) -> Counter[str]:
        file = self.folder / "accepted"
        return Counter(file.read_text().split()) if file.exists() else Counter()

    def stop(self) -> None:
        for process in self.running:
            process.kill()
            process.wait()


def wait_until(holds: Callable[[], object]) -> None:
    """Wait until `holds` gives something true; fail after two minutes."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end, "waited for two minutes in vain"
        time.sleep(0.01)


@contextmanager
def fresh_instance(folder: Path, engine: str, *, migrated: bool = True) -> Iterator[Instance]:
    """Yield an instance with an empty database, migrated or without tables; nothing of it is left afterwards."""
    with _database(engine) as address:
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "drehscheibe.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": address,
            "EMAIL_HOST": "127.0.0.1",
            "DEMO": "0",
        }
        instance = Instance(folder, env)
        try:
            if migrated:
                instance.run("manage.py", "migrate", "--verbosity", "0")
            yield instance
        finally:
            instance.stop()


def engines() -> list[str]:
    """Return what can be tested here: SQLite, unless the run is PostgreSQL's, and PostgreSQL where a server is named."""
    found = [] if os.environ.get("DATABASE_URL") else ["sqlite"]
    return [*found, "postgresql"] if _server() else found


def _server() -> str:
    return os.environ.get("TEST_POSTGRES_URL") or os.environ.get("DATABASE_URL") or ""


@contextmanager
def _database(engine: str) -> Iterator[str]:
    """Yield the address of a new database, "" for a SQLite file in the data folder."""
    if engine == "sqlite":
        yield ""
        return
    name = f"worker_{uuid.uuid4().hex[:12]}"
    parts = urlsplit(_server())
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
