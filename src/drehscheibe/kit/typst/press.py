"""The child processes that make papers: an idle one is used again, as many work at once as are asked for.

A press is a process with a folder of its own, which holds all templates and is all that Typst may read. It ends by
itself, see `child.py`; then the next paper starts a new one.
"""

import atexit
import json
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from django.template.utils import get_app_template_dirs

# As in child.py; importing it would bring Typst into this process.
_HEAD = struct.Struct(">cQ")
_ORDER, PAPER = b"o", b"p"
_OWN = Path(__file__).parent / "templates"
_MOST_IDLE = 2
_idle: list["_Press"] = []


class TooSlow(Exception):
    """No paper in time; the process was ended."""


class Broken(Exception):
    """The process ended without an answer; the text is what it said last."""


class _Press:
    """One process with its folder."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="typst-"))
        _stage(self.root)
        command = [sys.executable, "-I", str(Path(__file__).with_name("child.py")), str(self.root)]
        with (self.root / "said.txt").open("wb") as said:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said)  # noqa: S603  our own file

    def printed(self, order: Mapping[str, str], files: Mapping[str, bytes], seconds: float) -> tuple[bytes, bytes]:
        """Return sign and body of the answer; raise TooSlow, or Broken where the process has ended."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self.process.kill()

        timer = threading.Timer(seconds, end)
        timer.start()
        try:
            return self._exchanged({**order, "root": str(self.root)}, files)
        except (OSError, EOFError) as broken:
            said = self._said()
            self.close()
            raise (TooSlow() if late.is_set() else Broken(said)) from broken
        finally:
            timer.cancel()

    def _exchanged(self, order: Mapping[str, str], files: Mapping[str, bytes]) -> tuple[bytes, bytes]:
        assert self.process.stdin is not None and self.process.stdout is not None  # noqa: S101  pipes, see above
        for name, content in files.items():
            (self.root / "files" / Path(name).name).write_bytes(content)
        body = json.dumps(order).encode()
        self.process.stdin.write(_HEAD.pack(_ORDER, len(body)) + body)
        self.process.stdin.flush()
        sign, length = _HEAD.unpack(_exactly(self.process.stdout, _HEAD.size))
        return sign, _exactly(self.process.stdout, length)

    def _said(self) -> str:
        file = self.root / "said.txt"
        said = file.read_text("utf-8", "replace").strip() if file.exists() else ""
        return said[-500:] or "the process of the paper ended"

    def close(self) -> None:
        """Let the process end, wait for it, and take its folder away."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # it had ended before what was written reached it
        self.process.wait()
        shutil.rmtree(self.root, ignore_errors=True)


def printed(order: Mapping[str, str], *, files: Mapping[str, bytes], seconds: float) -> tuple[bytes, bytes]:
    """Return sign (PAPER or a refusal) and body of the answer to an order. Raises TooSlow and Broken.

    A press that was idle may have ended in the meantime; then the order goes to a new one.
    """
    press = _taken()
    if press is not None:
        try:
            return _done(press, press.printed(order, files, seconds))
        except Broken:
            pass  # it had gone home; the next lines ask a new one
    press = _Press()
    return _done(press, press.printed(order, files, seconds))


def _taken() -> _Press | None:
    try:
        return _idle.pop()
    except IndexError:
        return None


def _done(press: _Press, answer: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    if len(_idle) < _MOST_IDLE:
        _idle.append(press)
    else:
        press.close()
    return answer


@atexit.register
def end_idle() -> None:
    """Let all idle processes end; those of a process that is killed notice that nobody can order any more."""
    while (press := _taken()) is not None:
        press.close()


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    """Read so many bytes; raise EOFError where the process ends before."""
    found = pipe.read(length)
    if len(found) < length:
        raise EOFError
    return found


def _stage(root: Path) -> None:
    """Put all templates into the folder, which is all that Typst may read."""
    for folder in (_OWN, *(Path(found) for found in get_app_template_dirs("templates"))):
        for template in folder.rglob("*.typ"):
            target = root / template.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(template, target)
    (root / "files").mkdir()
