"""The handover list as a paper with boxes to tick by hand."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.kit.typst.render import render

from ..queries.handover import Section

TEMPLATE = "workspace/handover.typ"


def handover_data(alliance: Alliance, sections: Iterable[Section], *, ticked: set[str]) -> dict[str, Any]:
    """Return what the paper is made of: read it from the database first, render it outside any transaction."""
    return {
        "title": _("Übergabe: %(name)s") % {"name": alliance.name},
        "alliance": alliance.name,
        "heading": _("Übergabe der Koordination"),
        "as_of": _("Stand: %(day)s") % {"day": date_format(timezone.localdate(), "j. F Y")},
        "note": _("Vertraulich. Enthält Namen und Kontakte: nur für die Person, die übernimmt."),
        "sections": [_section(one, ticked) for one in sections],
        "signatures": [_("Übergeben hat"), _("Übernommen hat")],
        "words": {"page": _("Seite"), "of": _("von"), "late": _("über der Zeit"), "done": _("besprochen")},
    }


def _section(section: Section, ticked: set[str]) -> dict[str, Any]:
    return {
        "title": section.title,
        "empty": section.empty,
        "lines": [
            {"title": line.title, "text": line.text, "late": line.is_late, "done": line.key in ticked}
            for line in section.lines
        ],
    }


def pdf(data: dict[str, Any]) -> bytes:
    """Return the file; raise Unprintable where a name has letters that no font has."""
    return render(TEMPLATE, data)
