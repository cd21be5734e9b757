"""A process that has loaded Django and forks a child for each command of an instance.

python -m tests.outbox.warm    listens, and prints the port

A child is a process as any other, with signals, connections and an end of its own. It is only spared the half second
in which each `python manage.py ...` loads Django, which is most of what many short commands cost.
"""

import json
import os
import runpy
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path


class Child:
    """A command that was started by a warm process; used like a Popen."""

    def __init__(self, port: int, command: tuple[str, ...], out: Path, err: Path) -> None:
        self._line = socket.create_connection(("127.0.0.1", port))
        self._answers = self._line.makefile("r")
        self._line.sendall(json.dumps([command, str(out), str(err)]).encode() + b"\n")
        self.pid = int(self._answers.readline())
        self._code: int | None = None

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def _send(self, number: signal.Signals) -> None:
        if self._code is None:
            os.kill(self.pid, number)

    def wait(self, timeout: float | None = None) -> int:
        """Return the code with which the command ended, a negative signal where it was killed."""
        if self._code is None:
            self._line.settimeout(timeout)
            self._code = int(self._answers.readline())
            self._answers.close()
            self._line.close()
        return self._code


def start(env: dict[str, str], folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start a warm process of an instance; return it and its port."""
    process = subprocess.Popen([sys.executable, "-m", __spec__.name], cwd=folder, env=env, stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process.stdout as said:
        return process, int(said.readline())


def _serve() -> None:
    import django
    from django.conf import settings

    django.setup()
    import_module(settings.JOB_HANDLERS)
    with socket.create_server(("127.0.0.1", 0)) as server:
        print(server.getsockname()[1], flush=True)  # noqa: T201  read by the test
        while True:
            line = server.accept()[0]
            with line:
                if os.fork() == 0:
                    server.close()
                    _mind(line)
            _bury_the_dead()


def _bury_the_dead() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _mind(line: socket.socket) -> None:
    """Fork once more: the child becomes the command, its parent tells how it ended."""
    with line.makefile("r") as requests:
        command, out, err = json.loads(requests.readline())
    pid = os.fork()
    if pid == 0:
        line.close()
        _become(command, out, err)
    line.sendall(f"{pid}\n".encode())
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    line.sendall(f"{code}\n".encode())
    os._exit(0)


def _become(command: list[str], out: str, err: str) -> None:
    """Do what `python COMMAND` does, and end."""
    for number, path in ((1, out), (2, err)):
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)
    if command[0] == "-m":
        sys.argv = command[1:]
        runpy.run_module(command[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = command
        runpy.run_path(command[0], run_name="__main__")
    sys.exit()


if __name__ == "__main__":
    _serve()
