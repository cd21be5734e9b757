"""The parts of an office file (a zip of XML, ECMA-376), read piece by piece and within bounds."""

import posixpath
import zipfile
from collections.abc import Callable, Mapping
from typing import IO, Any, BinaryIO
from xml.parsers import expat

from .book import Refused

MOST_XML = 160 * 1024 * 1024
"""A sheet of 50,000 lines has some 30 MB unpacked; a bomb has gigabytes."""
_ENCRYPTED = 0x1
_PIECE = 64 * 1024

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Enough(Exception):
    """Raised by a handler that has seen what it came for."""


class Parts:
    """An open office file. Raises Refused for one that is broken, encrypted or grows beyond all bounds."""

    def __init__(self, stream: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError) as broken:
            raise Refused("broken") from broken
        if any(entry.flag_bits & _ENCRYPTED for entry in self._zip.infolist()):
            raise Refused("password")
        self.names = frozenset(self._zip.namelist())
        self._left = MOST_XML

    def beginning(self, name: str, size: int = 200) -> bytes:
        with self._open(name) as part:
            return part.read(size)

    def walk(self, name: str, *, start: Start, end: End | None = None, text: Text | None = None) -> None:
        """Call the handlers for each element of a part; names come without namespace, attributes with its address."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(" ")[2], attributes)
        if end is not None:
            parser.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
        if text is not None:
            parser.CharacterDataHandler = text
        try:
            self._feed(parser, name)
        except Enough:
            return
        except (expat.ExpatError, zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as broken:
            raise Refused("broken") from broken

    def _feed(self, parser: Any, name: str) -> None:
        with self._open(name) as part:
            while piece := part.read(_PIECE):
                self._left -= len(piece)
                if self._left < 0:
                    raise Refused("bomb")
                parser.Parse(piece, False)
            parser.Parse(b"", True)

    def _open(self, name: str) -> IO[bytes]:
        try:
            return self._zip.open(name)
        except (KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile, OSError) as broken:
            raise Refused("broken") from broken

    def targets(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: id → kind (the last word of its type), name of the part it leads to."""
        folder, file = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: Mapping[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
                found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], target)

        if relations in self.names:
            self.walk(relations, start=start)
        return found


def _refuse(*_declaration: object) -> None:
    """No office program writes a document type; what follows one are entities that unfold (CVE-2013-1664)."""
    raise Refused("broken")


def is_zip(beginning: bytes) -> bool:
    return beginning[:4] in {b"PK\x03\x04", b"PK\x05\x06"}
