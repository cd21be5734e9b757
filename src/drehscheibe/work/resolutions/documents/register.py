"""The excerpt from the register of decisions: one decision, or those that a filter found, as an accessible PDF."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.kit.typst.render import render
from drehscheibe.work.meetings.models import Decision

from .. import register_words as words
from ..public_words import repealed

TEMPLATE = "resolutions/register.typ"


def excerpt_data(
    decisions: Sequence[Decision], *, alliance: str, on: date, signed_by: str, shown: str = "", by_label: str = ""
) -> dict[str, Any]:
    """Return what the excerpt is made of as plain data, read beforehand.

    `shown` says in words what a list was filtered by; `by_label` is the decision that repealed the only one, where the
    reader may know of it.
    """
    single = decisions[0] if len(decisions) == 1 else None
    heading = _("Beschluss %(number)s") % {"number": single.label} if single else _("Beschlüsse")
    return {
        "title": _("Auszug aus dem Beschlussbuch: %(what)s") % {"what": heading},
        "alliance": alliance,
        "kicker": _("Auszug aus dem Beschlussbuch"),
        "heading": heading,
        "below": "" if single else _below(len(decisions), shown),
        "is_single": single is not None,
        "decisions": [_decision(one, by_label) for one in decisions],
        "signature": [_("Ort, Datum"), _("Für die Richtigkeit: %(name)s") % {"name": signed_by}],
        "made": _("Stand: %(day)s") % {"day": words.day(on)},
        "words": {"page": _("Seite"), "of": _("von")},
    }


def excerpt_pdf(data: dict[str, Any]) -> bytes:
    """Return the excerpt as PDF/UA-1; raise Unprintable where a text has signs that no font shows."""
    return render(TEMPLATE, data, seconds=60)


def _below(number: int, shown: str) -> str:
    count = ngettext("Ein Beschluss", "%(number)s Beschlüsse", number) % {"number": number}
    return f"{count} · {shown}" if shown else count


def _decision(one: Decision, by_label: str) -> dict[str, Any]:
    if one.withdrawn_at is not None:
        return {"heading": one.label, "text": words.state_word(one), "facts": [], "state": ""}
    return {
        "heading": f"{one.label} · {one.title}" if one.title else one.label,
        "text": one.text,
        "facts": [list(pair) for pair in _facts(one) if pair[1]],
        "state": repealed(one, by_label=by_label),
    }


def _facts(one: Decision) -> list[tuple[str, str]]:
    return [
        (_("Beschlossen am"), words.day(one.decided_on)),
        (_("Von"), one.body.name),
        (_("Treffen"), one.meeting.title if one.meeting and one.meeting.title != one.body.name else ""),
        *words.vote_facts(one),
        (_("Stand"), words.state_word(one)),
        (_("Wer setzt es um?"), words.owner(one)),
        (_("Bis wann"), words.day(one.due_on)),
    ]
