"""What an uploaded paper must be, told from its bytes and not from its name: PDF or a file of an office program."""

import io
import re
import zipfile
from dataclasses import dataclass

from django.utils.translation import gettext as _

MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
_MOST_PARTS = 10_000
_PDF_HEAD = 1024  # PDF programs accept the mark anywhere in the first kilobyte (ISO 32000-1, annex H.3.4.1)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OOXML = "application/vnd.openxmlformats-officedocument"
# Main folder inside the file (ECMA-376, part 2) → type and suffix
_OFFICE = {
    "word": (f"{_OOXML}.wordprocessingml.document", "docx"),
    "xl": (f"{_OOXML}.spreadsheetml.sheet", "xlsx"),
    "ppt": (f"{_OOXML}.presentationml.presentation", "pptx"),
}
# What the part `mimetype` says (OpenDocument 1.3, part 2, 3.3)
_OPEN = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}


class BadDocument(ValueError):
    """The upload cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Kind:
    content_type: str
    suffix: str


def is_picture(head: bytes) -> bool:
    """Tell whether a file begins as PNG, JPEG, WebP or GIF."""
    return head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def kind_of(content: bytes) -> Kind:
    """Return what kind of paper this is; raise BadDocument, with what to do instead."""
    if b"%PDF-" in content[:_PDF_HEAD]:
        return Kind("application/pdf", "pdf")
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    if content.startswith(_OLE):
        raise BadDocument(
            _("Das ist eine Datei in einem alten Office-Format oder mit Kennwort. Bitte speichern Sie sie als PDF.")
        )
    if content[4:8] == b"ftyp":
        raise BadDocument(_("Dieses Foto- oder Filmformat können andere oft nicht öffnen. Bitte senden Sie ein JPEG."))
    raise BadDocument(_unknown())


def _zipped(content: bytes) -> Kind:
    """Read the table of contents only: nothing is unpacked but one line, so a bomb never gets memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            kind = _open_document(archive, names) or _office(names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        if isinstance(error, BadDocument):
            raise
        raise BadDocument(_("Diese Datei ist beschädigt. Bitte speichern Sie sie neu oder als PDF.")) from error
    if kind is None:
        raise BadDocument(_unknown())
    return kind


def _open_document(archive: zipfile.ZipFile, names: list[str]) -> Kind | None:
    if "mimetype" not in names or archive.getinfo("mimetype").file_size > 100:  # noqa: PLR2004  longer than any type
        return None
    found = archive.read("mimetype").decode("ascii", "replace").strip()
    return Kind(found, _OPEN[found]) if found in _OPEN else None


def _office(names: list[str]) -> Kind | None:
    if len(names) > _MOST_PARTS or "[Content_Types].xml" not in names:
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise BadDocument(
            _("Die Datei enthält Makros, also kleine Programme. Bitte speichern Sie sie ohne Makros oder als PDF.")
        )
    folders = {name.split("/", 1)[0] for name in names}
    found = next((folder for folder in _OFFICE if folder in folders), None)
    return Kind(*_OFFICE[found]) if found else None


def with_suffix(name: str, suffix: str) -> str:
    """Return a name to store and show: one line, without folders, with the suffix of what the file really is."""
    last = re.split(r"[\\/]", name)[-1]
    stem = re.sub(r"[\x00-\x1f\x7f]+", " ", last).rsplit(".", 1)[0].strip() or _("Unterlage")
    return f"{stem[:180]}.{suffix}"


def _unknown() -> str:
    return _(
        "Mit dieser Art von Datei können wir nichts anfangen. Es gehen PDF, Bilder (PNG, JPEG) und Dateien aus Word, "
        "Excel, PowerPoint oder LibreOffice. Ein Foto vom Ausdruck genügt auch."
    )


def too_large() -> str:
    return _(
        "Die Datei ist größer als %(most)s MB. Bitte verkleinern Sie sie, zum Beispiel als PDF mit kleineren Bildern."
    ) % {"most": MAX_DOCUMENT_BYTES // 1024 // 1024}
