"""Every variable that the program reads is documented for operators, and nothing else is."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .pages import DOCS, ROOT, SOURCE, code_of, table_of

PAGE = DOCS / "operations" / "konfiguration.md"
_READERS = {"text", "flag", "number", "clock", "folder", "words", "database"}
_FILES = (*(SOURCE / "config").glob("*.py"), ROOT / "scripts" / "serve.py")

# Read, and no business of an operator.
NOT_FOR_OPERATORS = {"DJANGO_SETTINGS_MODULE"}


def _reads(file: Path) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield name and default of each read of the environment in a file."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        call, name = ast.unparse(node.func), str(node.args[0].value)
        is_reader = call.startswith("env.") and call.removeprefix("env.") in _READERS
        if is_reader or call == "os.environ.get":
            yield name, node.args[1] if len(node.args) > 1 else None


def _read() -> dict[str, ast.expr | None]:
    return {name: default for file in _FILES for name, default in _reads(file)}


def _documented() -> dict[str, str]:
    """Return name → default as written."""
    return {row[0].strip("`"): row[2].strip("`") for row in table_of(PAGE) if row[0].startswith("`")}


def test_every_variable_is_documented_and_no_other() -> None:
    assert set(_documented()) == set(_read()) - NOT_FOR_OPERATORS


def test_plain_defaults_are_documented_as_they_are() -> None:
    constants = {
        name: default.value
        for name, default in _read().items()
        if isinstance(default, ast.Constant) and default.value != ""
    }
    wanted = {name: str(int(v) if isinstance(v, bool) else v) for name, v in constants.items()}
    assert {name: _documented()[name] for name in wanted} == wanted


def test_other_pages_name_documented_variables_only() -> None:
    """A name in capitals followed by = is a variable, e.g. DEMO=1."""
    import re

    from .pages import name_of, pages, text_of

    of_make = {"FROM", "REPLACE", "HOLD_MAILS", "PULL"}
    known = set(_documented()) | of_make | {"TEST_PROCESSES", "REFERENCE_FLOOR", "HSDS_DIR", "PYTHONPATH"}
    found = {
        (name_of(page), name) for page in pages() for name in re.findall(r"(?<![\w(])([A-Z][A-Z_]{3,})=", text_of(page))
    }
    assert {(page, name) for page, name in found if name not in known} == set()


def test_examples_stand_in_code() -> None:
    """Guards against a table that is no longer read because its form changed."""
    assert {"SITE_URL", "DATA_DIR", "BEHIND_PROXY"} <= set(code_of(PAGE))
