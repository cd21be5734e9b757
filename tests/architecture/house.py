"""The files that the house lint reads."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "drehscheibe"

# Upper wings first; inside ground, upper apps first. Apps of one line do not know each other.
_ORDER = (
    r"frames/",
    r"network/figures",
    r"work/plans",
    r"work/resolutions",
    r"work/meetings",
    r"work/bodies",
    r"work/partners",
    r"ground/alliances",
    r"ground/accounts",
    r"ground/outbox",
    r"ground/(?:files|audit)",
    r"ground/instance",
    r"ground/tenancy",
    r"ground/territories",
    r"kit/",
)


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    found = (file for folder in folders for file in (ROOT / folder).rglob("*.py"))
    return tuple(sorted(file for file in found if "migrations" not in file.parts))


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted(f for f in SOURCE.rglob("templates/**/*") if f.suffix in {".html", ".txt", ".xml"}))


@cache
def page_templates() -> tuple[Path, ...]:
    """Return the templates of pages; mail programs know no style sheets, so mails may style inline."""
    return tuple(f for f in templates() if f.suffix == ".html" and not re.search(r"/mails?[/_.]", f.as_posix()))


def app_of(file: Path) -> str:
    """Return e.g. "ground/alliances" for any file in that app."""
    return "/".join(file.relative_to(SOURCE).parts[:2])


def may_know(user: str, used: str) -> bool:
    """Tell whether one app stands above another in the order of the imports."""
    return user == used or _height(user) < _height(used)


def _height(app: str) -> int:
    return next((height for height, pattern in enumerate(_ORDER) if re.match(pattern, app)), -1)


@cache
def committed_files() -> tuple[Path, ...]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    return tuple(file for name in names if name and (file := ROOT / name.decode()).is_file())
