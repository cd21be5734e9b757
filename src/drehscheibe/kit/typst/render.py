"""`render()` makes a PDF from a template of an app."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.utils import get_app_template_dirs

_REFUSED = 3  # child.REFUSED; importing it would bring Typst into this process
_OWN = Path(__file__).parent / "templates"


class RenderError(Exception):
    """The template is wrong, or it took too long: a fault of ours."""


class Unprintable(RenderError):
    """A text has letters that we have no font for. `signs` are those; tell the person which name to write otherwise."""

    def __init__(self, signs: str) -> None:
        super().__init__(f"no font shows {signs!r}")
        self.signs = signs


def render(
    template: str, data: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None, seconds: float = 30
) -> bytes:
    """Return the PDF (PDF/UA-1) that `template`, e.g. "partners/letter.typ", makes of `data`.

    The template reads it by `#let data = json(bytes(sys.inputs.data))`: plain values, never markup. `files` are
    pictures, there as `/files/<name>`; nothing else of the machine can be read. Runs in a child process, so that web
    process and worker stay small; takes a tenth of a second for a page. Never call it inside a transaction.
    Raises Unprintable, and RenderError after `seconds`.
    """
    with tempfile.TemporaryDirectory(prefix="typst-") as name:
        root = Path(name)
        _stage(root, files or {})
        return _from_child(_order(root, template, data), seconds)


def _stage(root: Path, files: Mapping[str, bytes]) -> None:
    """Put all templates into an empty folder, which is all that Typst may read."""
    for folder in (_OWN, *(Path(found) for found in get_app_template_dirs("templates"))):
        for template in folder.rglob("*.typ"):
            target = root / template.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(template, target)
    (root / "files").mkdir()
    for name, content in files.items():
        (root / "files" / Path(name).name).write_bytes(content)


def _order(root: Path, template: str, data: Mapping[str, Any]) -> str:
    return json.dumps(
        {
            "root": str(root),
            "template": template,
            "data": json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False),
            "fonts": str(settings.DATA_DIR / "fonts"),
            "font_source": str(settings.NODE_MODULES / "@fontsource" / "fira-sans" / "files"),
        }
    )


def _from_child(order: str, seconds: float) -> bytes:
    command = [sys.executable, "-I", str(Path(__file__).with_name("child.py"))]
    try:
        done = subprocess.run(command, input=order.encode(), capture_output=True, timeout=seconds, check=False)  # noqa: S603  our own file
    except subprocess.TimeoutExpired as late:
        raise RenderError(f"no paper after {seconds} seconds") from late
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode != _REFUSED:
        raise RenderError(said[-500:])
    refusal = json.loads(said.splitlines()[-1])
    raise Unprintable(refusal["signs"]) if refusal["signs"] else RenderError(refusal["trouble"])
