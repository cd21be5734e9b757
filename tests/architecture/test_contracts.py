"""The import contracts are kept, and each turns red at a planted import."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .house import ROOT


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the source tree in `folder`."""
    command = [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))",
    ]
    environment = {"PYTHONPATH": str(folder / "src"), "PATH": "", "COLUMNS": "300"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source tree without all that is not Python."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / ".importlinter", folder)
    for file in (ROOT / "src").rglob("*.py"):
        target = folder / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    return folder


def test_contracts_are_kept() -> None:
    result = lint_imports(ROOT)
    assert (result.returncode, "0 broken" in result.stdout) == (0, True), result.stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("kit/text.py", "import drehscheibe.ground.tenancy.scope", "The wings"),
        ("ground/tenancy/access.py", "import drehscheibe.ground.audit.actions", "Ground"),
        ("ground/audit/actions.py", "import drehscheibe.ground.files.actions", "Ground"),
        ("ground/alliances/rules.py", "import drehscheibe.ground.alliances.models", "Inside an app"),
        ("ground/alliances/queries.py", "import drehscheibe.ground.alliances.views", "Inside an app"),
        ("frames/portal/apps.py", "import drehscheibe.frames.demo.content", "Frames"),
        ("kit/pages/store.py", "import drehscheibe.kit.pages.middleware", "No cycles"),
        ("work/plans/queries/projects.py", "import drehscheibe.ground.tenancy.crossing", "Reading across"),
        ("ground/files/actions.py", "import drehscheibe.ground.tenancy.statements", "The guard"),
    ],
)
def test_planted_import_breaks_its_contract(copy: Path, file: str, line: str, contract: str) -> None:
    target = copy / "src" / "drehscheibe" / file
    before = target.read_text(encoding="utf-8")
    target.write_text(f"{before}\n{line}\n", encoding="utf-8")
    result = lint_imports(copy)
    target.write_text(before, encoding="utf-8")
    broken = [text for text in result.stdout.splitlines() if text.endswith("BROKEN")]
    assert (result.returncode, any(text.startswith(contract) for text in broken)) == (1, True), result.stdout
