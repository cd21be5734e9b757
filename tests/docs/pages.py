"""The pages of the documentation, and what they say about the code."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "drehscheibe"
DOCS = ROOT / "docs"

_FENCE = re.compile(r"^ *```.*?^ *```$", re.M | re.S)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")


@cache
def pages() -> tuple[Path, ...]:
    top = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
    return (*(ROOT / name for name in top), *sorted(DOCS.rglob("*.md")))


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def without_fences(page: Path) -> str:
    """Return a page without its blocks of code, where names may be invented."""
    return _FENCE.sub("", text_of(page))


def links_of(page: Path) -> list[str]:
    """Return what a page links to in this repository, without the part after #."""
    found = (link.split("#")[0] for link in _LINK.findall(without_fences(page)))
    return [link for link in found if link and "://" not in link and not link.startswith("mailto:")]


def code_of(page: Path) -> list[str]:
    """Return what stands between single backticks."""
    return _CODE.findall(without_fences(page))


def table_of(page: Path, heading: str = "") -> list[list[str]]:
    """Return the cells of all table rows below `heading`, or of the whole page, without heads and rules."""
    text = text_of(page).split(f"## {heading}\n", 1)[-1].split("\n## ", 1)[0] if heading else text_of(page)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows if not set(row) <= set("|- ")]
