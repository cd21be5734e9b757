"""Files for tests: as programs write them, and as nobody should."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from openpyxl import Workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
LIST = [["Einrichtung", "E-Mail"], ["Kita Bärenhöhle", "baeren@example.org"]]


def xlsx(rows: list[list[Any]], change: Callable[[Any], None] = lambda sheet: None) -> bytes:
    """Return a workbook with one sheet; `change` may do more to it."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def raw_xlsx(sheet: str, *, shared: str = "", more: Mapping[str, str | bytes] | None = None, styles: str = "") -> bytes:
    """Return a workbook around hand-written XML of a sheet."""
    relations = "".join(
        _related(f"r{number}", kind, target)
        for number, (kind, target) in enumerate(
            [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")],
            1,
        )
    )
    sheets = '<sheet name="Liste" sheetId="1" r:id="r1"/>'
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f"<Relationships {_RELATIONS}>{_related('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>",
            "xl/workbook.xml": f'<workbook {_NS} xmlns:r="{_TYPES}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f"<Relationships {_RELATIONS}>{relations}</Relationships>",
            "xl/worksheets/sheet1.xml": sheet,
            "xl/sharedStrings.xml": f"<sst {_NS}>{shared}</sst>",
            "xl/styles.xml": f"<styleSheet {_NS}>{styles}</styleSheet>",
            **(more or {}),
        }
    )


def _related(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{_TYPES}/{kind}" Target="{target}"/>'


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> str:
    return f"<worksheet {_NS}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def encrypted_zip() -> bytes:
    """Return a zip whose first entry says that it is encrypted (APPNOTE 4.4.4, bit 0)."""
    content = bytearray(packed({"[Content_Types].xml": "<Types/>"}))
    flags = struct.unpack_from("<H", content, 6)[0] | 1
    struct.pack_into("<H", content, 6, flags)
    struct.pack_into("<H", content, content.index(b"PK\x01\x02") + 8, flags)
    return bytes(content)


def ole(stream: str) -> bytes:
    """Return what begins like a compound file with a stream of that name."""
    return OLE + bytes(500) + stream.encode("utf-16-le") + bytes(500)
