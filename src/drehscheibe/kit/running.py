"""Which processes of the instance run on this machine, told by locks on files in DATA_DIR.

A lock ends with its process, however that ends; so nothing has to be cleaned up after a crash.
"""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import IO, Final

from django.conf import settings

log = logging.getLogger("drehscheibe.running")

WEB: Final = "web"
WORKER: Final = "worker"
_NAMES: Final = (WEB, WORKER)
_held: list[IO[str]] = []


class Closed(RuntimeError):
    """The instance is being restored: no process of it may start now."""


class StillRunning(RuntimeError):
    """Something runs that must be stopped first; `names` says what."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def hold(name: str) -> None:
    """Show until this process ends that it runs as `name`; raise Closed while somebody has the instance alone."""
    file = _opened(name)
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise Closed("Gerade wird eine Sicherung zurückgespielt. Bitte danach noch einmal starten.") from None
    except OSError as error:  # a file system without locks: the instance runs, and nobody can tell
        log.warning("No lock on %s: %s", file.name, type(error).__name__)
    _held.append(file)


def running() -> list[str]:
    """Return what runs on this machine, this process included."""
    return [name for name in _NAMES if not _is_free(name)]


@contextmanager
def alone() -> Iterator[None]:
    """Have the instance alone; raise StillRunning where something of it runs on this machine."""
    if names := running():
        raise StillRunning(names)
    with ExitStack() as locks:
        for name in _NAMES:
            fcntl.flock(locks.enter_context(_opened(name)), fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def _opened(name: str) -> IO[str]:
    return (settings.DATA_DIR / f"{name}.lock").open("a", encoding="ascii")


def _is_free(name: str) -> bool:
    with _opened(name) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
