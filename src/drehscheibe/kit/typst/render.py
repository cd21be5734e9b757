"""`render()` makes a PDF from a template of an app."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from . import press


class RenderError(Exception):
    """The template is wrong, or it took too long: a fault of ours."""


class Unprintable(RenderError):
    """A text has letters that we have no font for. `signs` are those; tell the person which name to write otherwise."""

    def __init__(self, signs: str) -> None:
        super().__init__(f"no font shows {signs!r}")
        self.signs = signs

    @property
    def advice(self) -> str:
        """What to tell whoever asked for the paper."""
        text = _("Das Zeichen „%(signs)s“ können wir nicht drucken. Bitte schreiben Sie den Namen oder Text anders.")
        return text % {"signs": self.signs}


def render(
    template: str, data: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None, seconds: float = 30
) -> bytes:
    """Return the PDF (PDF/UA-1) that `template`, e.g. "partners/letter.typ", makes of `data`.

    The template reads it by `#let data = json(bytes(sys.inputs.data))`: plain values, never markup. `files` are
    pictures, there as `/files/<name>`; nothing else of the machine can be read. Runs in a child process, so that web
    process and worker stay small. Never call it inside a transaction. Raises Unprintable, and RenderError after
    `seconds`.
    """
    try:
        sign, body = press.printed(_order(template, data), files=files or {}, seconds=seconds)
    except press.TooSlow as late:
        raise RenderError(f"no paper after {seconds} seconds") from late
    except press.Broken as broken:
        raise RenderError(str(broken)) from broken
    if sign == press.PAPER:
        return body
    refusal = json.loads(body)
    raise Unprintable(refusal["signs"]) if refusal["signs"] else RenderError(refusal["trouble"])


def _order(template: str, data: Mapping[str, Any]) -> dict[str, str]:
    return {
        "template": template,
        "data": json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False),
        "fonts": str(settings.DATA_DIR / "fonts"),
        "font_source": str(settings.NODE_MODULES / "@fontsource" / "fira-sans" / "files"),
    }
