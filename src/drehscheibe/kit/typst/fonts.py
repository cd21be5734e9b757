"""The house font for papers. Typst reads no woff2, and npm brings Fira Sans as one woff2 file per script.

Needs no Django: the child process uses it too.
"""

import os
import tempfile
from pathlib import Path
from typing import Any, Final

WEIGHTS: Final = (400, 600)
SCRIPTS: Final = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese")
_FAMILY, _STYLE, _FULL, _TYPOGRAPHIC_FAMILY, _TYPOGRAPHIC_STYLE = 1, 2, 4, 16, 17
_STYLES = {400: "Regular", 600: "SemiBold"}


def ready(source: Path, folder: Path) -> bool:
    """Tell whether `folder` holds every weight, made from the files that `source` has now."""
    return all(_is_fresh(folder / _name(weight), _parts(source, weight)) for weight in WEIGHTS)


def make(source: Path, folder: Path) -> None:
    """Put one TrueType file per weight into `folder`; takes two seconds, once.

    Two processes may do it at the same time: each file appears whole, by renaming (POSIX rename).
    """
    folder.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        if not _is_fresh(folder / _name(weight), parts := _parts(source, weight)):
            _merge(parts, folder / _name(weight), weight)


def _name(weight: int) -> str:
    return f"fira-sans-{weight}.ttf"


def _parts(source: Path, weight: int) -> list[Path]:
    return [source / f"fira-sans-{script}-{weight}-normal.woff2" for script in SCRIPTS]


def _is_fresh(made: Path, parts: list[Path]) -> bool:
    return made.exists() and made.stat().st_mtime >= max(part.stat().st_mtime for part in parts)


def _merge(parts: list[Path], target: Path, weight: int) -> None:
    # Imported here, since it costs a tenth of a second and is needed once.
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont

    with tempfile.TemporaryDirectory(dir=target.parent) as half:
        plain = []
        for part in parts:
            font = TTFont(part)
            font.flavor = None
            plain.append(f"{half}/{part.stem}.ttf")
            font.save(plain[-1])
        merged = Merger().merge(plain)
        _rename(merged, weight)
        merged.save(f"{half}/whole.ttf")
        os.replace(f"{half}/whole.ttf", target)  # noqa: PTH105  both are plain strings here


def _rename(font: Any, weight: int) -> None:
    """Let both weights belong to one family; the parts call the bold one a family of its own."""
    names = font["name"]
    for key in (_TYPOGRAPHIC_FAMILY, _TYPOGRAPHIC_STYLE):
        names.removeNames(nameID=key)
    texts = {_FAMILY: "Fira Sans", _STYLE: _STYLES[weight], _FULL: f"Fira Sans {_STYLES[weight]}"}
    for key, text in texts.items():
        names.setName(text, key, 3, 1, 0x409)
