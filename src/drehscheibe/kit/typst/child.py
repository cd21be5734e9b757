"""Makes one PDF and ends: `python child.py` reads an order as JSON from stdin and writes the PDF to stdout.

Typst keeps what it computed, about 30 MB for a hundred letters, and never lets go; a process that ends does. Needs no
Django, so that it starts in a tenth of a second. A refusal is one line of JSON on stderr and the exit code 3.
"""

import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import typst

REFUSED = 3
_NOT_SHOWN = re.compile(r"the text `\"(.+?)\"` could not be displayed", re.S)
# Pictures, and what joins and varies them: without its smiley a sentence stays whole, without a letter it does not.
_PICTURES = re.compile("[\U0001f000-\U0001faff\U000e0000-\U000e007f\ufe0e\ufe0f\u20e3\u200d]")
_MOST_TRIES = 100


def pdf(order: dict[str, Any]) -> bytes:
    """Return the PDF for an order; symbols that no font has are left out, a missing letter raises TypstError."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[order["fonts"]])
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


def main() -> int:
    order = json.load(sys.stdin.buffer)
    try:
        _prepare_fonts(order)
        made = pdf(order)
    except typst.TypstError as trouble:
        print(json.dumps({"signs": missing(trouble), "trouble": str(trouble)}), file=sys.stderr)  # noqa: T201  the answer
        return REFUSED
    sys.stdout.buffer.write(made)
    return 0


def _prepare_fonts(order: dict[str, Any]) -> None:
    sys.path.insert(0, str(Path(__file__).parent))
    import fonts  # type: ignore[import-not-found]  # the file beside this one, without the package and Django

    source, folder = Path(order["font_source"]), Path(order["fonts"])
    if not fonts.ready(source, folder):
        fonts.make(source, folder)


if __name__ == "__main__":
    sys.exit(main())
