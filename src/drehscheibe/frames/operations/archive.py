"""One backup, one file: a tar archive that is written and read piece by piece, never whole in memory.

secret_key            the secret key, where it lies in DATA_DIR
database.…            the database of one moment
files/12/8f….png      every file that this database names
manifest.json         last: what is inside, with a digest for each; without it, the archive is not finished
"""

import hashlib
import json
import os
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import IO

from .rules import Manifest, Member, Trouble, from_json, to_json

MANIFEST = "manifest.json"
SECRET_KEY = "secret_key"  # noqa: S105  the name of a member
FILES = "files/"
PART = ".part"
_PIECE = 1024 * 1024
_LARGEST_MANIFEST = 256 * 1024 * 1024


class _Counted:
    """Passes bytes on and remembers how many they were and their digest."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._sha256 = hashlib.sha256()
        self.size = 0

    def read(self, count: int = _PIECE) -> bytes:
        piece = self._file.read(count)
        self._sha256.update(piece)
        self.size += len(piece)
        return piece

    @property
    def digest(self) -> str:
        return self._sha256.hexdigest()


class Writer:
    """Adds members to an archive that is being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._members: list[Member] = []

    def add(self, name: str, file: IO[bytes], *, size: int) -> str:
        """Add `size` bytes and return their digest; raise Trouble where the file has fewer."""
        head, counted = _head(name, size), _Counted(file)
        try:
            self._tar.addfile(head, counted)
        except OSError as error:
            if counted.size < size:
                raise Trouble(f"{name} ist kürzer als angegeben; die Sicherung bricht ab.") from error
            raise
        self._tar.members.clear()  # type: ignore[attr-defined]  # ours are smaller, and all that is needed
        self._members.append(Member(name, counted.size, counted.digest))
        return counted.digest

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, with all members that were added."""
        text = json.dumps(to_json(replace(manifest, members=self._members)), ensure_ascii=False).encode()
        self._tar.addfile(_head(MANIFEST, len(text)), BytesIO(text))


def _head(name: str, size: int) -> tarfile.TarInfo:
    head = tarfile.TarInfo(name)
    head.size, head.mode, head.mtime = size, 0o600, time.time()
    return head


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """Write an archive for its owner's eyes only, under a name with ".part" until it has been read back."""
    part = path.with_name(path.name + PART)
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "wb") as file:
            with tarfile.TarFile(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        checked(part)
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def checked(path: Path) -> Manifest:
    """Read an archive to its end and compare every digest; raise Trouble for one that is not whole."""
    found, last, text = {}, "", b""
    try:
        for last, content in _everything(path):
            counted = _Counted(content)
            if last == MANIFEST:
                text = counted.read(_LARGEST_MANIFEST)
            while counted.read():
                pass
            found[last] = (counted.size, counted.digest)
    except (tarfile.TarError, EOFError) as error:
        raise Trouble(_unfinished(path)) from error
    if last != MANIFEST:
        raise Trouble(_unfinished(path))
    del found[MANIFEST]
    manifest = _manifest(text, path)
    _compare(manifest, found, path)
    return manifest


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield name and content of each member but the manifest, in the order of the archive."""
    return ((name, content) for name, content in _everything(path) if name != MANIFEST)


_ANOTHER = "Bitte nehmen Sie eine andere Sicherung."


def _everything(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    try:
        with tarfile.open(path, mode="r:") as tar:
            while (head := tar.next()) is not None:
                tar.members.clear()  # type: ignore[attr-defined]  # or a hundred thousand files would stay in memory
                if (content := tar.extractfile(head)) is not None:
                    yield head.name, content
    except FileNotFoundError:
        raise Trouble(f"{path} gibt es nicht.") from None
    except (PermissionError, IsADirectoryError) as error:
        raise Trouble(f"{path} lässt sich nicht lesen: {error.strerror}.") from error
    except (tarfile.TarError, EOFError) as error:
        raise Trouble(_unfinished(path)) from error


def _manifest(text: bytes, path: Path) -> Manifest:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise Trouble(_unfinished(path)) from error
    return from_json(data)


def _compare(manifest: Manifest, found: dict[str, tuple[int, str]], path: Path) -> None:
    for member in manifest.members:
        if found.get(member.name) != (member.size, member.sha256):
            raise Trouble(f"{path.name} ist beschädigt: {member.name} fehlt oder wurde verändert. {_ANOTHER}")
    if len(found) != len(manifest.members):
        raise Trouble(f"{path.name} ist beschädigt: Sie enthält mehr, als in ihr verzeichnet ist. {_ANOTHER}")


def _unfinished(path: Path) -> str:
    return f"{path.name} ist keine ganze Sicherung: Sie wurde nicht zu Ende geschrieben oder nicht ganz kopiert. {_ANOTHER}"
