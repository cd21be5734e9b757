"""Finds every text of the public pages that gettext translates, in Python and in templates."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from drehscheibe import config

SOURCE = Path(config.__file__).parents[1]
PUBLIC = (
    "frames/portal/**/*.py",
    "frames/portal/templates/**/*.html",
    "ground/alliances/vocabulary.py",
    "ground/tenancy/doors.py",
    "config/errors.py",
    "work/resolutions/public_words.py",
    "work/resolutions/templates/resolutions/parts/public_decision.html",
    "work/plans/vocabulary.py",
    "work/plans/wording.py",
    "work/plans/rules/indicators.py",
    "work/plans/templates/plans/parts/indicator.html",
    "kit/ui/templates/ui/base.html",
    "kit/ui/templates/ui/public.html",
    "kit/ui/templates/ui/slim.html",
    "kit/ui/templates/ui/notice.html",
    "kit/ui/templates/ui/parts/languages.html",
    "kit/ui/templates/ui/parts/theme.html",
    "kit/ui/templates/ui/parts/field_notes.html",
    *(
        f"kit/ui/templates/ui/components/{name}.html"
        for name in (
            "alert",
            "badge",
            "breadcrumb",
            "button",
            "doors",
            "error_summary",
            "field",
            "pagination",
            "quote",
            "search",
            "tabs",
        )
    ),
)
# Shown in an alliance's rooms only, which are German.
NOT_PUBLIC = frozenset({"preview.html"})
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2),
}  # fmt: skip
_CALL = re.compile(
    r"""(n?gettext|gettext_noop)\((u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:, *u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))?)"""
)


def public_messages() -> dict[str, str]:
    """Return each text with the file that it was found in first; of plurals the singular."""
    found: dict[str, str] = {}
    for pattern in PUBLIC:
        for file in sorted(file for file in SOURCE.glob(pattern) if file.name not in NOT_PUBLIC):
            for text in _texts(file):
                found.setdefault(text, str(file.relative_to(SOURCE)))
    return found


def _texts(file: Path) -> Iterator[str]:
    source = file.read_text("utf-8")
    if file.suffix == ".html":
        for match in _CALL.finditer(templatize(source)):
            value = ast.literal_eval(f"({match[2]},)")
            yield value[0]
        return
    for _line, message, _comments, _context in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
        yield message if isinstance(message, str) else message[0]
