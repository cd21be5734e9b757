"""Makes PDFs for the process that started it: `python child.py <folder>` reads orders from stdin, one after the other.

Typst keeps what it computed, about 30 MB for a hundred letters, and never lets go; a process that ends does. So it ends
after a few papers, when it has grown, and when nothing was ordered for a while; until then the next paper costs a few
milliseconds instead of a tenth of a second. Needs no Django. Order and answer are JSON or PDF behind a head of nine
bytes: a sign (PAPER or REFUSAL) and the length. The folder goes with the process.
"""

import json
import re
import resource
import select
import shutil
import struct
import sys
import unicodedata
from pathlib import Path
from typing import Any

import typst

HEAD = struct.Struct(">cQ")
ORDER, PAPER, REFUSAL = b"o", b"p", b"r"
MOST_PAPERS = 20
MOST_KILOBYTES = 250_000
IDLE_SECONDS = 30
_NOT_SHOWN = re.compile(r"the text `\"(.+?)\"` could not be displayed", re.S)
# Pictures, and what joins and varies them: without its smiley a sentence stays whole, without a letter it does not.
_PICTURES = re.compile("[\U0001f000-\U0001faff\U000e0000-\U000e007f\ufe0e\ufe0f\u20e3\u200d]")
_MOST_TRIES = 100


def pdf(order: dict[str, Any], fonts: Any) -> bytes:
    """Return the PDF for an order; symbols that no font has are left out, a missing letter raises TypstError."""
    data: str = order["data"]
    for _ in range(_MOST_TRIES):
        try:
            return _compiled(order, data, fonts)
        except typst.TypstError as trouble:
            if (fewer := without_symbols(data, missing(trouble))) == data:
                raise
            data = fewer
    raise RuntimeError("too many kinds of symbols")


def _compiled(order: dict[str, Any], data: str, fonts: Any) -> bytes:
    made = typst.compile(
        f"{order['root']}/{order['template']}",
        root=order["root"],
        font_paths=fonts,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],  # ISO 14289-1: tagged, with language and title, every sign readable
    )
    assert isinstance(made, bytes)  # noqa: S101  a PDF is never a list of pages
    return made


def missing(trouble: Exception) -> str:
    """Return the text that no font could show, or ""."""
    found = _NOT_SHOWN.search(str(trouble))
    return found[1] if found else ""


def without_symbols(data: str, lacking: str) -> str:
    """Return the data without pictures, and without those of the lacking signs that are symbols, no letters."""
    if not lacking:
        return data
    symbols = {sign for sign in lacking if unicodedata.category(sign) == "So"}
    return _PICTURES.sub("", "".join(sign for sign in data if sign not in symbols))


def main(root: Path) -> None:
    """Answer orders until there is a reason to end."""
    fonts = None
    for _number in range(MOST_PAPERS):
        order = _next_order()
        if order is None:
            break
        fonts = fonts or _fonts(order)
        sign, body = _answer(order, fonts)
        for file in (root / "files").iterdir():
            file.unlink()
        sys.stdout.buffer.write(HEAD.pack(sign, len(body)) + body)
        sys.stdout.buffer.flush()
        if _kilobytes() > MOST_KILOBYTES:
            break
    shutil.rmtree(root, ignore_errors=True)


def _kilobytes() -> int:
    """Return the memory in use now; the highest so far would be that of the process that started this one."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // 1024


def _next_order() -> dict[str, Any] | None:
    """Return the next order; None when nobody orders any more."""
    if not select.select([sys.stdin.buffer], [], [], IDLE_SECONDS)[0]:
        return None
    head = sys.stdin.buffer.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    body = sys.stdin.buffer.read(HEAD.unpack(head)[1])
    order: dict[str, Any] = json.loads(body)
    return order


def _answer(order: dict[str, Any], fonts: Any) -> tuple[bytes, bytes]:
    try:
        return PAPER, pdf(order, fonts)
    except typst.TypstError as trouble:
        return REFUSAL, json.dumps({"signs": missing(trouble), "trouble": str(trouble)}).encode()


def _fonts(order: dict[str, Any]) -> Any:
    """Return the fonts of the house, made once for the machine and read once for this process."""
    sys.path.insert(0, str(Path(__file__).parent))
    import fonts  # type: ignore[import-not-found]  # the file beside this one, without the package and Django

    source, folder = Path(order["font_source"]), Path(order["fonts"])
    if not fonts.ready(source, folder):
        fonts.make(source, folder)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[order["fonts"]])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
