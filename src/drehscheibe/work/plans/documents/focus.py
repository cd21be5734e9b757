"""The review of focus topics as one accessible PDF for the assembly."""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.kit.typst.render import render

from ..models import FocusReview, Measure, Project
from ..queries.focus import Topic
from ..queries.measures import owner_in_words

TEMPLATE = "plans/focus.typ"


def focus_pdf(data: dict[str, Any]) -> bytes:
    """Return the review as PDF/UA-1; raise Unprintable where a text has signs that no font shows."""
    return render(TEMPLATE, data)


def focus_data(found: Sequence[Topic], *, year: int, alliance: str) -> dict[str, Any]:
    """Return what the paper is made of; the topics come as they may go round in the alliance."""
    return {
        "title": _("Auswertung der Schwerpunkte %(year)s: %(alliance)s") % {"year": year, "alliance": alliance},
        "alliance": alliance,
        "heading": _("Auswertung der Schwerpunkte %(year)s") % {"year": year},
        "topics": [_topic(one, year) for one in found],
        "heads": [_("Was"), _("Wer"), _("Bis wann"), _("Stand")],
        "words": {
            "page": _("Seite"), "of": _("von"), "before": _("Vor einem Jahr"),
            "open": _("Dazu ist noch nichts geschrieben."), "assessment": _("Eigene Einschätzung:"),
        },
    }  # fmt: skip


def _topic(one: Topic, year: int) -> dict[str, Any]:
    return {
        "heading": f"{one.place}. {one.focus.title}",
        "group": one.review.body.name if one.review.body else "",
        "assessment": one.focus.self_assessment,
        "verdict": verdict(one.review),
        "parts": parts(one.review),
        "sentence": one.sentence,
        "rows": [*(_measure(row) for row in one.measures), *(_project(row) for row in one.projects)],
        "before": _before(one.before, year) if one.before else None,
    }


def verdict(review: FocusReview) -> str:
    word = str(review.get_verdict_display()) if review.verdict else ""
    return f"{word[:1].upper()}{word[1:]}." if word else ""


def parts(review: FocusReview) -> list[list[str]]:
    """Return what the group wrote as pairs of question and answer; empty ones are left out."""
    pairs = (("done", review.done), ("changed", review.changed), ("ahead", review.ahead))
    return [[str(FocusReview._meta.get_field(name).verbose_name), text] for name, text in pairs if text]  # type: ignore[union-attr]  # columns have one


def _before(review: FocusReview, year: int) -> dict[str, Any]:
    return {"heading": str(year - 1), "verdict": verdict(review), "parts": parts(review)}


def _measure(row: Measure) -> list[str]:
    due = date_format(row.due_on, "j. F Y") if row.due_on else ""
    return [row.title, owner_in_words(row), due, str(row.get_state_display())]


def _project(row: Project) -> list[str]:
    who = ", ".join(str(one) for one in (row.owner, row.body) if one)
    until = date_format(row.ends_on, "j. F Y") if row.ends_on else row.until
    title = _("Projekt: %(title)s") % {"title": row.title}
    return [title, who, until, str(row.get_state_display()) if row.state else ""]
