"""Reads what a PDF says: the text as a screen reader would get it, and what its catalogue promises."""

import re
from io import BytesIO
from typing import Any

import pikepdf

_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def pages_of(content: bytes) -> list[str]:
    """Return the text of each page, blanks put together, in the order it is drawn."""
    pdf = opened(content)
    return [" ".join(_text(page).split()) for page in pdf.pages]


def is_accessible(content: bytes) -> bool:
    """Tell whether the file is tagged, has a language, and claims PDF/UA-1."""
    pdf = opened(content)
    promised = str(pdf.open_metadata().get("pdfuaid:part"))
    return bool(pdf.Root.MarkInfo.Marked) and str(pdf.Root.Lang).startswith("de") and promised == "1"


def title_of(content: bytes) -> str:
    pdf = opened(content)
    return str(pdf.docinfo["/Title"])


def _text(page: pikepdf.Page) -> str:
    fonts = {name: _signs(font) for name, font in page.resources.get("/Font", {}).items()}
    signs: dict[int, str] = {}
    out = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                signs = fonts[str(operands[0])]
            case "Tj":
                out.append(_shown(operands[0], signs))
            case "TJ":
                out += [_shown(part, signs) for part in operands[0] if isinstance(part, pikepdf.String)]
            case "ET" | "T*" | "Td" | "Tm":
                out.append(" ")
    return "".join(out)


def _shown(string: Any, signs: dict[int, str]) -> str:
    raw = bytes(string)
    return "".join(signs.get(int.from_bytes(raw[i : i + 2], "big"), "?") for i in range(0, len(raw), 2))


def _signs(font: Any) -> dict[int, str]:
    """Return glyph → text, from the font's ToUnicode map (ISO 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    for kind, body in _BLOCK.findall(font.ToUnicode.read_bytes()):
        codes = [bytes.fromhex(code.decode()) for code in _HEX.findall(body)]
        step = 2 if kind == b"bfchar" else 3
        for at in range(0, len(codes), step):
            first, text = int.from_bytes(codes[at], "big"), codes[at + step - 1].decode("utf-16-be")
            last = first if step == 2 else int.from_bytes(codes[at + 1], "big")
            found |= {first + n: text[:-1] + chr(ord(text[-1]) + n) for n in range(last - first + 1)}
    return found
