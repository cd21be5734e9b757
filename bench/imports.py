"""Measures reading a partner list: 2,000 messy lines to the preview, and 50,000 lines refused.

python -m bench.imports    # into DATA_DIR, migrated; prints one JSON line per figure
"""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drehscheibe.config.settings")

import django  # noqa: E402  the path is set above

django.setup()

from django.test import Client  # noqa: E402  needs the settings
from openpyxl import Workbook  # noqa: E402  after the settings, as all imports here

from drehscheibe.ground.accounts.models import User  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy import scope  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy.models import Alliance, Member  # noqa: E402  needs the settings
from drehscheibe.work.partners.models import ImportBatch, ImportRow  # noqa: E402  needs the settings
from tests.partners.ugly import ugly_cells  # noqa: E402  needs the settings

LINES, FAR_TOO_MANY = 2_000, 50_000
HOME = "/arbeit/messort/partner/liste-einlesen/"
_CHILD = (
    "import runpy, sys; runpy.run_module('drehscheibe.work.partners.imports.child', run_name='__main__');"
    " print(open('/proc/self/status').read(), file=sys.stderr)"
)


def main() -> None:
    alliance = Alliance.objects.create(slug="messort", name="Bündnis Messort", is_tended=True)
    with scope.alliance(alliance.pk):
        user = User.objects.create_account(email="messort@example.org", name="Mess Ort", password="messort-messort")
        Member.objects.create(user=user, name="Mess Ort", roles=["coordination"])
        client = Client(headers={"host": "localhost"})
        client.force_login(user)
        with tempfile.TemporaryDirectory() as name:
            for figure in figures(client, Path(name)):
                print(json.dumps(figure, ensure_ascii=False))


def figures(client: Client, folder: Path) -> list[dict[str, Any]]:
    messy, huge = folder / "messy.xlsx", folder / "huge.xlsx"
    _write(messy, LINES)
    _write(huge, FAR_TOO_MANY)
    hand_in(client, messy)  # what is imported at the first request counts for no list
    ImportBatch.objects.all().delete()
    took = cpu(lambda: hand_in(client, messy))
    read = ImportRow.objects.count()
    if read < LINES:
        raise RuntimeError(f"Only {read} lines were read.")
    return [
        _figure("2.000 Zeilen einlesen, bis zur Vorschau", took, "CPU-s", 3.0),
        _figure("Speicher des lesenden Prozesses", memory(messy), "MB", 120.0),
        _figure("50.000 Zeilen abgewiesen", cpu(lambda: hand_in(client, huge)), "CPU-s", 3.0),
        _figure("Speicher dabei", memory(huge), "MB", 120.0),
    ]


def hand_in(client: Client, file: Path) -> None:
    """Upload a list and look at the page that follows, as a browser does."""
    with file.open("rb") as content:
        response = client.post(HOME, {"file": content}, follow=True)
    if response.status_code != 200:
        raise RuntimeError(f"The page answered {response.status_code}.")


def memory(file: Path) -> float:
    """Return the most memory that the reading process had, in MB; the kernel counts it anew for each program."""
    command = [sys.executable, "-S", "-c", _CHILD]
    with file.open("rb") as content:
        done = subprocess.run(
            command, stdin=content, capture_output=True, check=True, env={"PYTHONPATH": str(ROOT / "src")}
        )
    found = re.search(rb"VmHWM:\s+(\d+) kB", done.stderr)
    return int(found[1]) / 1024 if found else 0.0


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds that work took, its child processes included."""
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    both = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def _write(file: Path, count: int) -> None:
    """Write the ugly list again and again, each time with other names and addresses."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Verteiler")
    head, *rows = ugly_cells()[2:34]
    sheet.append(head)
    for number in range(count):
        row = rows[number % len(rows)]
        told = [re.sub(r"@example", f"{number}@example", cell) for cell in row]
        sheet.append([f"{told[0]} {number}" if told[1] else told[0], *told[1:]])
    book.save(file)


def _figure(case: str, value: float, unit: str, target: float) -> dict[str, Any]:
    return {
        "bench": "imports", "case": case, "value": round(value, 2), "unit": unit, "floor": None, "ratio": None, "target": target,
    }  # fmt: skip


if __name__ == "__main__":
    main()
