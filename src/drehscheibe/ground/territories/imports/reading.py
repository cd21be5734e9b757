"""Finds out what a file is before anything reads it, and refuses with one sentence what is not the directory."""

import re
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from . import auszug, gv100ad
from .directory import Directory
from .faults import ImportRefusedError

# The real files have 4 MB (text) and 3 MB (spreadsheet, 20 MB unpacked).
MOST_BYTES = 50 * 1024 * 1024
MOST_UNPACKED_BYTES = 200 * 1024 * 1024
MOST_PARTS = 1000
_CHUNK = 1024 * 1024
_WORKBOOK = "xl/workbook.xml"
_ZIP = b"PK"
_TABLE_SIGNS = re.compile(r"[;,\t]")


def read_directory(file: Path, *, as_of: date | None = None) -> Directory:
    """Return the directory in `file`, in either layout; its faults are in it.

    Raises ImportRefusedError, with a sentence for the operator, for everything that is not the directory.
    """
    content = _content(file)
    _refuse_other_kinds(content)
    if content.startswith(_ZIP):
        _refuse_harmful(content)
        return auszug.read(content, as_of=as_of)
    text = _text(content)
    first = next((line for line in text.split("\n") if line.strip()), "")
    if gv100ad.looks_like(first):
        return gv100ad.read(text)
    raise ImportRefusedError(_table_or_unknown(first))


def _content(file: Path) -> bytes:
    if reason := _path_fault(file):
        raise ImportRefusedError(reason)
    try:
        return file.read_bytes()
    except OSError:
        reason = _("Die Datei „%(file)s“ lässt sich nicht lesen. Bitte prüfen Sie die Rechte.")
        raise ImportRefusedError(reason % {"file": file}) from None


def _path_fault(file: Path) -> str:
    if file.is_dir():
        return _("„%(file)s“ ist ein Ordner. Bitte nennen Sie die Datei darin.") % {"file": file}
    if not file.is_file():
        return _("Die Datei „%(file)s“ gibt es nicht. Bitte prüfen Sie Ordner und Namen.") % {"file": file}
    if file.stat().st_size > MOST_BYTES:
        text = _(
            "Die Datei ist größer als %(most)s MB, das Gemeindeverzeichnis hat etwa 4 MB."
            " Bitte prüfen Sie, ob es die richtige ist."
        )
        return text % {"most": MOST_BYTES // 1024 // 1024}
    return ""


def _refuse_other_kinds(content: bytes) -> None:
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for signs, reason in _other_kinds():
        if head.startswith(signs):
            raise ImportRefusedError(reason)
    if not content.strip():
        raise ImportRefusedError(_("Die Datei ist leer. Bitte laden Sie das Gemeindeverzeichnis neu herunter."))
    if b"\0" in content and not content.startswith(_ZIP):
        raise ImportRefusedError(_not_the_directory())


def _other_kinds() -> list[tuple[tuple[bytes, ...], str]]:
    """Return how files begin that people take for the directory, and what to do with them."""
    return [
        (
            (b"\xd0\xcf\x11\xe0",),
            _(
                "Das ist eine alte (.xls) oder mit Kennwort geschützte Excel-Datei."
                " Bitte öffnen Sie sie und speichern Sie sie ohne Kennwort als .xlsx."
            ),
        ),
        (
            (b"%PDF",),
            _("Das ist eine PDF-Datei. Bitte laden Sie das Verzeichnis als Text (GV100AD) oder als .xlsx herunter."),
        ),
        (
            (b"<",),
            _("Das ist eine Webseite. Bitte laden Sie die Datei selbst herunter, nicht die Seite darum."),
        ),
        (
            (b"\xff\xfe", b"\xfe\xff"),
            _("Der Text ist in UTF-16 gespeichert. Bitte speichern Sie ihn als UTF-8."),
        ),
    ]


def _not_the_directory() -> str:
    return _(
        "Die Datei ist nicht das Gemeindeverzeichnis. Erwartet wird GV100AD als Text oder „AuszugGV…Aktuell.xlsx“."
    )


# Text


def _text(content: bytes) -> str:
    """Decode; newer files are UTF-8, older ones ISO-8859-1, and neither says so."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("iso-8859-1")


def _table_or_unknown(first: str) -> str:
    if not _TABLE_SIGNS.search(first):
        return _not_the_directory()
    return _(
        "Das ist eine CSV-Tabelle. Bitte nehmen Sie die unveränderte Datei:"
        " GV100AD als Text oder „AuszugGV…Aktuell.xlsx“."
    )


# Spreadsheet


def _refuse_harmful(content: bytes) -> None:
    """Stop a small file that unpacks to a huge one, and document types (their entities can grow without end).

    ISO/IEC 29500-2 allows no document type in any part of a workbook.
    """
    try:
        with ZipFile(BytesIO(content)) as parts:
            reason = _harm(parts)
    # An encrypted part is a RuntimeError, an unknown packing a NotImplementedError.
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        reason = _("Die Excel-Datei ist beschädigt. Bitte laden Sie sie neu herunter.")
    if reason:
        raise ImportRefusedError(reason)


def _harm(parts: ZipFile) -> str:
    names = parts.namelist()
    if _WORKBOOK not in names:
        return _("Das ist ein ZIP-Archiv, keine Excel-Datei. Bitte entpacken Sie es und nennen Sie die Datei darin.")
    if len(names) > MOST_PARTS or sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED_BYTES:
        text = _("Die Excel-Datei ist entpackt größer als %(most)s MB. Das ist nicht das Gemeindeverzeichnis.")
        return text % {"most": MOST_UNPACKED_BYTES // 1024 // 1024}
    if any(_has_document_type(parts, name) for name in names):
        return _("Die Excel-Datei enthält gefährliche Teile. Bitte laden Sie sie neu herunter.")
    return ""


def _has_document_type(parts: ZipFile, name: str) -> bool:
    kept = b""
    with parts.open(name) as part:
        while chunk := part.read(_CHUNK):
            # Without the NULs of UTF-16, so that no encoding hides it; the overlap catches it at a seam.
            kept = kept[-16:] + chunk.replace(b"\0", b"")
            if b"<!DOCTYPE" in kept or b"<!ENTITY" in kept:
                return True
    return False
