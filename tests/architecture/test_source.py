"""House lint of the source: no signals, no SQL by hand, no exception without a reason, nothing of one machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .house import committed_files, parsed, python_files, short

# Where SQL is written by hand, and why.
SQL_BY_HAND = {
    "src/drehscheibe/kit/health.py": "asks whether the database answers at all",
    "src/drehscheibe/kit/pages/revisions.py": "one statement for every public request, on a table of no alliance",
}
# Where text is declared safe for HTML, and why.
MARKED_SAFE = {
    "src/drehscheibe/kit/ui/templatetags/ui.py": "JSON for a data block, its brackets escaped",
    "src/drehscheibe/frames/portal/frame.py": "a constant attribute",
    "src/drehscheibe/frames/portal/choices.py": "options of the finder's filters; escapes each text itself",
    "src/drehscheibe/frames/portal/rows.py": "long lists, where templates cost most of the time; escapes each text itself",
    "src/drehscheibe/frames/portal/cards.py": "dozens of cards on a page, as rows.py; escapes each text itself",
    "src/drehscheibe/frames/portal/drawing.py": "hundreds of dots on a map, as rows.py; escapes each text itself",
    "src/drehscheibe/kit/ui/templatetags/lean.py": "rows of links, as rows.py; escapes each text itself",
    "src/drehscheibe/kit/ui/views.py": "a constant drawing of the style guide",
}

_NOQA = re.compile(r"#\s*noqa\b(?P<rest>[^#]*)")
_NOQA_GOOD = re.compile(r": [A-Z]+\d+(?:, [A-Z]+\d+)*  \S")
_IGNORE = re.compile(r"#\s*type:\s*ignore(?P<rest>.*)")
_IGNORE_GOOD = re.compile(r"\[[\w, -]+\]  # \S")


def _calls(file: Path, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Call) and _name(node.func) in names:
            yield node


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module or ''}.{alias.name}" for alias in node.names)


def test_nothing_listens_to_signals() -> None:
    signals = re.compile(
        r"django\.(?:dispatch|(?:db\.models|core|db\.backends|contrib\.auth|test)\.signals)\b|\.signals\b"
    )
    assert [short(f) for f in python_files("src") for name in _imports(f) if signals.search(name)] == []


def test_sql_by_hand_is_rare() -> None:
    files = [f for f in python_files("src") if "ground/tenancy" not in f.as_posix()]
    by_hand = {short(f) for f in files for _ in _calls(f, "raw", "cursor", "RawSQL", "extra", "executescript")}
    assert by_hand == set(SQL_BY_HAND)


def test_text_is_marked_safe_rarely() -> None:
    names = ("mark_safe", "SafeString", "SafeText", "html_safe")
    assert {short(f) for f in python_files("src") for _ in _calls(f, *names)} == set(MARKED_SAFE)


def test_only_the_crossing_crosses() -> None:
    """The private scope is made in scope.py and used in crossing.py; tests of tenancy count with it."""
    users = {
        short(f)
        for f in python_files("src")
        for node in ast.walk(parsed(f))
        if (isinstance(node, ast.Attribute) and node.attr == "_crossing")
        or (isinstance(node, ast.alias) and node.name == "_crossing")
        or (isinstance(node, ast.Constant) and node.value == "_crossing")
    }
    assert users == {"src/drehscheibe/ground/tenancy/crossing.py"}


def test_only_tenancy_makes_scopes() -> None:
    """A Scope made by hand, or the variable itself, would open what only the three entrances open."""
    makers = {
        short(f)
        for f in python_files("src")
        for name in _imports(f)
        if name.endswith(("scope.Scope", "scope._current", "scope._entered"))
    }
    assert {maker for maker in makers if "ground/tenancy/" not in maker} == set()


def test_exceptions_from_the_checks_give_their_reason() -> None:
    """`# noqa: S608  why`, two spaces before the reason, and `# type: ignore[misc]  # why`."""
    lines = (
        (f"{short(file)}:{number}", line)
        for file in python_files("src", "tests", "scripts", "bench")
        if file.name != Path(__file__).name
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    )
    assert [where for where, line in lines if not _gives_reason(line)] == []


@pytest.mark.parametrize(
    ("line", "good"),
    [
        ("x = 1  # noqa: S608  only marks", True),
        ("x = 1  # noqa: S608", False),
        ("x = 1  # noqa", False),
        ("x = 1  # type: ignore[misc]  # a mixin", True),
        ("x = 1  # type: ignore[misc]", False),
        ("x = 1  # type: ignore", False),
    ],
)
def test_lint_asks_for_the_reason(line: str, good: bool) -> None:
    assert _gives_reason(line) == good


def _gives_reason(line: str) -> bool:
    noqa, ignore = _NOQA.search(line), _IGNORE.search(line)
    return (not noqa or bool(_NOQA_GOOD.match(noqa["rest"]))) and (
        not ignore or bool(_IGNORE_GOOD.match(ignore["rest"]))
    )


def test_no_file_is_too_long() -> None:
    long = {short(f): n for f in python_files("src", "tests") if (n := len(f.read_text("utf-8").splitlines())) > 400}
    assert long == {}


def test_nothing_of_one_machine_is_committed() -> None:
    """No folder of somebody's machine, and no package registry: those are told by the environment."""
    machine = "|".join(["/" + "work/(?:main|shared|\\.)", "/" + "root/", "/" + "home/\\w+/"])
    registry = "|".join(["py" + "pi\\.org", "npm" + "js\\.org", "python" + "hosted\\.org", "yarn" + "pkg\\.com"])
    forbidden = re.compile(f"(?<![\\w.])(?:{machine})|{registry}")
    found = [short(f) for f in committed_files() if forbidden.search(f.read_text(encoding="utf-8", errors="ignore"))]
    assert found == []
