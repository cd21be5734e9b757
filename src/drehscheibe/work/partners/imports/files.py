"""Tells files apart by what stands in them, not by their names, and reads those that hold a list."""

import re
from typing import BinaryIO

from . import texts, vcards, xlsx
from .book import Book, Refused
from .parts import Parts, is_zip

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Compound File Binary, MS-CFB 2.2
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "docx"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
)
_HTML = re.compile(r"\s*<(?:!doctype html|html|table|meta|\?xml)", re.I)
_MARK = "BEGIN:VCARD"


def read(stream: BinaryIO) -> Book:
    """Return the list in a file. Raises Refused, with a code for what it is instead."""
    beginning = stream.read(8)
    stream.seek(0)
    if is_zip(beginning):
        return _zip(Parts(stream))
    content = stream.read()
    if beginning == _OLE:
        raise Refused(_ole(content))
    for sign, code in _BEGINNINGS:
        if beginning.startswith(sign):
            raise Refused(code)
    text = texts.decode(content)
    if _HTML.match(text):
        raise Refused("html")
    return vcards.read(text) if text.lstrip()[: len(_MARK)].upper() == _MARK else texts.read(text)


def _zip(parts: Parts) -> Book:
    if "mimetype" in parts.names and b"opendocument" in parts.beginning("mimetype"):
        raise Refused("ods")
    if "[Content_Types].xml" not in parts.names:
        raise Refused("zip")
    return xlsx.read_parts(parts)


def _ole(content: bytes) -> str:
    """Names of streams stand in the file in UTF-16: encrypted workbooks (MS-OFFCRYPTO), Outlook's own items, old Excel."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "password"
    if "__substg1.0_".encode("utf-16-le") in content:
        return "msg"
    return "docx" if "WordDocument".encode("utf-16-le") in content else "xls"
