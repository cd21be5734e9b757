"""The alliance on one page and the briefing note as accessible PDFs of A4."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.kit.typst.render import render

from ..queries.briefing import Briefing
from ..queries.page import Coming, OnePage, Waiting


def page_data(page: OnePage) -> dict[str, Any]:
    """Return what the page is made of as plain data."""
    return {
        "title": _("%(name)s auf einer Seite") % {"name": page.alliance},
        "alliance": page.alliance,
        "heading": _("Das Bündnis auf einer Seite"),
        "day": _("Stand: %(day)s") % {"day": _day(page.today)},
        **_parts(page),
        "words": words(page),
    }


def page_pdf(page: OnePage) -> bytes:
    """Return the page as PDF/UA-1, always one sheet; raise Unprintable where a text has signs that no font shows."""
    return render("figures/one_page.typ", page_data(page))


def briefing_data(note: Briefing, page: OnePage) -> dict[str, Any]:
    """Return what the note is made of: the meeting on the first sheet, the alliance on the second."""
    return {
        **page_data(page),
        "title": _("Sprechzettel: %(title)s") % {"title": note.title},
        "note": {
            "heading": note.title,
            "when": note.when,
            "place": note.place,
            "asked": note.asked,
            "points": [[one.time, f"{one.number}", one.title, _below(one.kind, one.by), one.is_yours] for one in note.points],
            "more_points": _("und %(number)s weitere Punkte") % {"number": note.more_points} if note.more_points else "",
            "counted": note.counted,
            "coming": ", ".join(note.coming),
            "more_coming": _("und %(number)s weitere") % {"number": note.more_coming} if note.more_coming else "",
        },
    }  # fmt: skip


def briefing_pdf(note: Briefing) -> bytes:
    """Return the note as PDF/UA-1, two sheets; raise Unprintable where a text has signs that no font shows."""
    assert note.page is not None  # noqa: S101  `briefing` always makes it
    return render("figures/briefing.typ", briefing_data(note, note.page))


def _parts(page: OnePage) -> dict[str, Any]:
    return {
        "year": str(page.year),
        "sentences": page.sentences,
        "figures": [[one.shown, one.label, _before(page, one.shown_before)] for one in page.figures],
        "waiting": [_waiting(one) for one in page.waiting],
        "more_waiting": more_waiting(page),
        "coming": [_coming(one) for one in page.coming],
    }


def _before(page: OnePage, value: str) -> str:
    return _("%(year)s: %(value)s") % {"year": page.year - 1, "value": value}


def more_waiting(page: OnePage) -> str:
    return _("und %(number)s weitere") % {"number": page.more_waiting} if page.more_waiting else ""


def _waiting(one: Waiting) -> list[str]:
    late = _("überfällig, %(due)s") % {"due": one.due} if one.is_late else one.due
    return [one.label, one.text, " · ".join(part for part in (one.owner, late, one.state) if part)]


def _coming(one: Coming) -> list[str]:
    return [one.when, ", ".join(part for part in (one.title, one.place) if part), one.yours]


def _below(kind: str, by: str) -> str:
    return " · ".join(part for part in (kind, by) if part)


def words(page: OnePage) -> dict[str, str]:
    """Return the headings; the same on page and paper."""
    return {
        "changed": _("Was sich %(year)s für Familien geändert hat") % {"year": page.year},
        "nothing": _("Für dieses Jahr ist noch nichts eingetragen."),
        "figures": _("Zahlen, daneben das Jahr davor"),
        "waiting": _("Beschlossen und wartet auf die Kommune"),
        "no_waiting": _("Zurzeit nichts."),
        "coming": _("Die nächsten Termine"),
        "no_coming": _("Noch ist kein Termin bekannt."),
        "yours": _("Ihr Auftritt:"),
        "note": _("Sprechzettel"),
        "asked": _("Was von Ihnen gebraucht wird"),
        "no_asked": _("Nichts Besonderes: Sie sind eingeladen, zuzuhören."),
        "agenda": _("Tagesordnung"),
        "no_agenda": _("Die Tagesordnung steht noch nicht."),
        "who": _("Wer kommt"),
        "no_who": _("Noch ist niemand eingeladen."),
        "item": _("TOP"),
        "you": _("Sie"),
    }


def _day(value: date) -> str:
    return date_format(value, "j. F Y")
