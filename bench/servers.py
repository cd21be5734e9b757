"""Starts sites under the same server and asks them for pages, counting what the server spends."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2


@dataclass(frozen=True)
class Cost:
    """CPU and wall milliseconds per request, and the size of the last answer in bytes."""

    cpu_ms: float
    wall_ms: float
    size: int


@dataclass(frozen=True)
class Site:
    """A running site. `start_cpu` is the CPU seconds of each process until it had answered for the first time."""

    port: int
    master: psutil.Process
    start_cpu: float

    def workers(self) -> list[psutil.Process]:
        return self.master.children(recursive=True)

    def cpu(self) -> float:
        """Seconds that all workers have run on a core so far, from the kernel's nanosecond count."""
        return sum(_seconds(worker.pid) for worker in self.workers())

    def pss_mb(self) -> float:
        """Memory of the largest worker, shared pages counted in parts."""
        return max(worker.memory_full_info().pss for worker in self.workers()) / 2**20

    def ask(self, address: str, headers: Mapping[str, str] | None = None) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", address, headers={"Host": "localhost", **(headers or {})})
        response = connection.getresponse()
        response.body = response.read()  # type: ignore[attr-defined]  # handy: the connection can be closed
        connection.close()
        return response

    def cost(
        self,
        addresses: Iterable[str],
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        before: Callable[[], None] = lambda: None,
    ) -> Cost:
        """Ask for each address once, one after the other, `before` each time; raise for an answer other than `status`."""
        wanted = list(addresses)
        cpu, wall, size = self.cpu(), time.perf_counter(), 0
        for address in wanted:
            before()
            response = self.ask(address, headers)
            if response.status != status:
                raise RuntimeError(f"{address} answered {response.status}")
            size = len(response.body)  # type: ignore[attr-defined]  # set in ask
        spent, passed = self.cpu() - cpu, time.perf_counter() - wall
        return Cost(1000 * spent / len(wanted), 1000 * passed / len(wanted), size)


def _seconds(pid: int) -> float:
    """Clock ticks of 10 ms would be too coarse; /proc/…/schedstat begins with nanoseconds on a core, per thread."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(file.read_text().split()[0]) for file in threads) / 1e9


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(application: str, environment: Mapping[str, str], first: str, workers: int = WORKERS) -> Iterator[Site]:
    """Serve `application` with gunicorn's sync workers until the block ends; `first` is asked until it answers."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        application,
        "-w",
        str(workers),
        "-b",
        f"127.0.0.1:{port}",
        "--no-control-socket",
    ]
    variables = {**os.environ, **environment, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    process = subprocess.Popen([*command, "--log-level", "error"], cwd=environment.get("CWD", ROOT), env=variables)
    try:
        master = psutil.Process(process.pid)
        _wait(port, first, process)
        for _ in range(20):  # both workers get their first request
            Site(port, master, 0).ask(first)
        start = max(sum(worker.cpu_times()[:2]) for worker in master.children())
        yield Site(port, master, start)
    finally:
        process.terminate()
        process.wait()


def _wait(port: int, first: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("The server did not start.")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", first, headers={"Host": "localhost"})
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server did not answer within a minute.")
