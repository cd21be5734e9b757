"""Two-way chains over one-way imports, on a skeleton: a meeting's minutes contain resolutions it does not know.

Six packages, each with one page and one PDF. The upper one owns the link and hands plain data down.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .test_contracts import lint_imports

_LAYERS = ("frame", "resolutions", "meetings", "alliances", "audit", "tenancy")

_PAPER = '''
import json, typst

_TEMPLATE = b"""
#let data = json(bytes(sys.inputs.data))
= #data.title
#for line in data.lines [- #line]
"""

def page(title: str, lines: list[str]) -> str:
    return f"<h1>{title}</h1>" + "".join(f"<li>{line}</li>" for line in lines)

def pdf(title: str, lines: list[str]) -> bytes:
    return typst.compile(_TEMPLATE, sys_inputs={"data": json.dumps({"title": title, "lines": lines})})
'''

# Each package: what its page and its PDF show; `show` is the common paper, page or PDF.
_PACKAGES = {
    "tenancy": "def sheet(show, members=()): return show('Mitglieder', [*members])",
    "audit": "from house.tenancy import sheet as people\n"
    "def sheet(show, did=()): return show('Protokoll der Änderungen', [*did])",
    "alliances": "from house.audit import sheet as log\n"
    "def sheet(show, sections=()): return show('Bündnis', ['Ziel: Zeit für Familie', *sections])",
    "meetings": "from house.alliances import sheet as profile\n"
    "def sheet(show, sections=()): return show('Niederschrift', ['1. Begrüßung', *sections])",
    "resolutions": "from house.meetings import sheet as minutes\n"
    "MOTIONS = {'Spielplatz': (7, 2)}\n"
    "def sections(): return [f'Beschluss: {m}, {yes} zu {no}' for m, (yes, no) in MOTIONS.items()]\n"
    "def minutes_with_resolutions(show): return minutes(show, sections=sections())\n"
    "def sheet(show): return show('Beschlüsse', sections())",
    "frame": "from house import alliances, audit, resolutions, tenancy\n"
    "def sheet(show): return show('Heute', [*resolutions.sections(), 'Nächste Sitzung: 3. März'])\n"
    "def all_sheets(show): return [resolutions.minutes_with_resolutions(show), resolutions.sheet(show),\n"
    "    alliances.sheet(show), audit.sheet(show), tenancy.sheet(show), sheet(show)]",
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    source = tmp_path / "src" / "house"
    source.mkdir(parents=True)
    (source / "__init__.py").touch()
    (source / "paper.py").write_text(_PAPER, encoding="utf-8")
    for name, code in _PACKAGES.items():
        (source / name).mkdir()
        (source / name / "__init__.py").write_text(code, encoding="utf-8")
    layers = "\n".join(f"    {name}" for name in (*_LAYERS, "paper"))
    contract = f"[importlinter:contract:layers]\nname = Layers\ntype = layers\ncontainers = house\nlayers =\n{layers}\n"
    (tmp_path / ".importlinter").write_text(f"[importlinter]\nroot_package = house\n\n{contract}", encoding="utf-8")
    return tmp_path


def _run(house: Path, code: str) -> str:
    command = [sys.executable, "-c", f"import json\nfrom house import frame, paper\n{code}"]
    environment = {"PYTHONPATH": str(house / "src"), "PATH": "", "PYTHONUTF8": "1"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_lower_page_shows_what_only_the_upper_one_knows(house: Path) -> None:
    pages = json.loads(_run(house, "print(json.dumps(frame.all_sheets(paper.page)))"))
    assert pages[0] == "<h1>Niederschrift</h1><li>1. Begrüßung</li><li>Beschluss: Spielplatz, 7 zu 2</li>"
    assert len(pages) == len(_LAYERS)


def test_every_package_makes_its_pdf(house: Path) -> None:
    heads = json.loads(_run(house, "print(json.dumps([p[:5].decode() for p in frame.all_sheets(paper.pdf)]))"))
    assert heads == ["%PDF-"] * len(_LAYERS)


def test_contract_is_kept_one_way(house: Path) -> None:
    assert lint_imports(house).returncode == 0


def test_import_the_other_way_breaks_the_contract(house: Path) -> None:
    with (house / "src" / "house" / "meetings" / "__init__.py").open("a", encoding="utf-8") as file:
        file.write("\nfrom house.resolutions import sections as resolved\n")
    assert lint_imports(house).returncode == 1
