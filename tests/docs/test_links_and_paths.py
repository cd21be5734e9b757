"""What the pages point to exists: links, files, functions, commands."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands

from .pages import DOCS, ROOT, SOURCE, code_of, links_of, name_of, pages, table_of, text_of

_TOP = ("src", "tests", "scripts", "docs", "requirements", "bench")
_WINGS = ("config", "frames", "network", "work", "ground", "kit")
_PATH = re.compile(rf"(?:{'|'.join((*_TOP, *_WINGS))})/[\w./*-]*")
_CALL = re.compile(r"(?:\w+\.)*(\w+)\(\)")
# What Django, pytest and the browser bring.
_NOT_OURS = {"save", "delete", "refresh_from_db", "bulk_create", "extra", "reverse"}
_PYTHON = re.compile(r"^ *```python\n(.*?)^ *```$", re.M | re.S)
_PICTURES = DOCS / "images"


def _exists(path: str) -> bool:
    """Tell whether a path exists, from the root or from the source; a wing without an app yet counts."""
    if path.rstrip("/") in _WINGS:
        return True
    return any(next(iter(folder.glob(path.rstrip("/"))), None) is not None for folder in (ROOT, SOURCE))


def test_every_link_leads_somewhere() -> None:
    targets = [(page, link) for page in pages() for link in links_of(page) if not link.endswith(".png")]
    assert [f"{name_of(page)}: {link}" for page, link in targets if not (page.parent / link).exists()] == []


@pytest.mark.skipif(not _PICTURES.is_dir(), reason="`make screenshots` has not drawn the pictures yet")
def test_every_picture_is_there() -> None:
    targets = [(page, link) for page in pages() for link in links_of(page) if link.endswith(".png")]
    assert [f"{name_of(page)}: {link}" for page, link in targets if not (page.parent / link).is_file()] == []


def test_every_path_exists() -> None:
    paths = [(page, code) for page in pages() for code in code_of(page) if _PATH.fullmatch(code)]
    assert [f"{name_of(page)}: {path}" for page, path in paths if not _exists(path)] == []


@cache
def _names() -> frozenset[str]:
    """Return everything that the Python of the project names: functions, classes, fields, constants."""
    files = (file for folder in ("src", "tests", "bench") for file in (ROOT / folder).rglob("*.py"))
    return frozenset(re.findall(r"\w+", "\n".join(file.read_text(encoding="utf-8") for file in files)))


@cache
def _defined() -> frozenset[str]:
    files = [file for folder in ("src", "tests", "bench") for file in (ROOT / folder).rglob("*.py")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return frozenset(re.findall(r"(?:def|class) (\w+)", text))


def test_every_function_is_defined() -> None:
    calls = [(page, match[1]) for page in pages() for code in code_of(page) if (match := _CALL.fullmatch(code))]
    missing = [f"{name_of(page)}: {name}()" for page, name in calls if name not in _defined() | _NOT_OURS]
    assert missing == []


def test_every_constant_and_class_is_named_in_the_source() -> None:
    words = re.compile(r"(?:_?[A-Z][A-Z]+_[A-Z_]+|[A-Z][a-z]+[A-Z]\w+)")
    found = [(page, code) for page in pages() for code in code_of(page) if words.fullmatch(code)]
    outside = {"MemoryMax"} | set(_variables())
    assert [f"{name_of(p)}: {code}" for p, code in found if code not in _names() and code not in outside] == []


def _variables() -> set[str]:
    return {row[0].strip("`") for row in table_of(DOCS / "operations" / "konfiguration.md")} | {"HSDS_DIR", "WhereNode"}


def test_every_identifier_of_the_glossary_exists() -> None:
    rows = [row for row in table_of(DOCS / "glossary.md") if len(row) == 3 and row[1].startswith("`")]
    identifiers = {name for row in rows for name in re.findall(r"`([^`]+)`", row[1])}
    assert (len(rows) > 60, sorted(identifiers - _names())) == (True, [])


# Commands


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*## ", text_of(ROOT / "Makefile"), re.M))


def _mentioned(page: Path) -> set[str]:
    return set(re.findall(r"(?:`|^|\$ |-u drehscheibe |jedem `)make ([a-z-]+)", text_of(page), re.M))


def test_every_make_command_exists() -> None:
    known = _targets() | {"install"}
    assert [f"{name_of(page)}: make {name}" for page in pages() for name in _mentioned(page) if name not in known] == []


def test_architecture_names_every_make_command() -> None:
    named = {row[0].strip("`").removeprefix("make ") for row in table_of(DOCS / "architecture.md", "Commands")[1:]}
    assert named == _targets()


def test_every_management_command_exists() -> None:
    named = re.compile(r"(?:manage\.py|verwalten) ([a-z_]+)")
    found = {(name_of(page), name) for page in pages() for name in named.findall(text_of(page))}
    assert sorted((page, name) for page, name in found if name not in get_commands()) == []


# The import contracts and doors, told in the architecture


def test_architecture_tells_every_contract() -> None:
    contracts = set(re.findall(r"contract:(\w+)\]", text_of(ROOT / ".importlinter")))
    told = {row[0] for row in table_of(DOCS / "architecture.md", "Who may import whom")[1:]}
    assert told == contracts


def test_architecture_tells_every_door() -> None:
    doors = set(re.findall(r"^def (\w+_path)\(", text_of(SOURCE / "ground" / "tenancy" / "doors.py"), re.M))
    told = {row[0].strip("`") for row in table_of(DOCS / "architecture.md", "Doors")[1:]}
    assert told == doors


def test_architecture_stays_short() -> None:
    assert len(text_of(DOCS / "architecture.md").splitlines()) <= 350


# Code that is shown


def test_shown_python_stands_in_the_source() -> None:
    """Line by line; a line with an ellipsis is shortened on purpose."""
    source = {line.split("  # ")[0].strip() for folder in ("src", "tests") for line in _lines_below(ROOT / folder)}
    shown = [
        (page, line.strip())
        for page in pages()
        for block in _PYTHON.findall(text_of(page))
        for line in block.splitlines()
    ]
    assert [f"{name_of(page)}: {line}" for page, line in shown if line and "…" not in line and line not in source] == []


def _lines_below(folder: Path) -> list[str]:
    return [line for file in folder.rglob("*.py") for line in file.read_text(encoding="utf-8").splitlines()]
