"""The minutes as an accessible PDF, and the letters for those without mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.kit.typst.render import render
from drehscheibe.work.bodies.vocabulary import Approval

from .. import verdicts
from ..access import Reader
from ..models import Meeting, Minutes
from ..queries.minutes import Attender, MinutesItem, MinutesLine, Record, record
from ..queries.results import labels
from ..vocabulary import EntryKind, Form, MinutesState
from ..wording import when

TEMPLATE = "meetings/minutes.typ"


@dataclass(frozen=True, slots=True)
class Section:
    """A part that a higher app adds at the end of the minutes: words, or a table with its heads."""

    heading: str
    paragraphs: Sequence[str] = ()
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def minutes_data(meeting: Meeting, *, by: Reader, sections: Sequence[Section] = ()) -> dict[str, Any]:
    """Return what the minutes are made of as plain data, read beforehand: rendering may take its time elsewhere."""
    found = record(meeting, by=by)
    day = date_format(timezone.localdate(meeting.starts_at), "j. F Y")
    return {
        "title": _("Protokoll: %(title)s vom %(day)s") % {"title": meeting.title, "day": day},
        "alliance": _alliance().name,
        "heading": meeting.title,
        "kicker": _("Protokoll"),
        "state": state_in_words(found.minutes),
        "is_draft": found.minutes.state != MinutesState.APPROVED,
        "facts": [list(pair) for pair in facts(meeting)],
        "opening": found.minutes.opening,
        "closing": found.minutes.closing,
        "attendance": _attendance(found),
        "items": [_item(item, labels(found)) for item in found.items],
        "tasks": _tasks(found),
        "addenda": [[date_format(timezone.localtime(a.made_at), "j. F Y"), a.text] for a in found.addenda],
        "sections": [_section(one) for one in sections],
        "signatures": [_("Leitung"), _("Protokoll")] if found.game.approval == Approval.CHAIR or found.game.has_quorum else [],
        "words": _words(),
    }  # fmt: skip


def minutes_pdf(data: dict[str, Any]) -> bytes:
    """Return the minutes as PDF/UA-1; raise Unprintable where a text has signs that no font shows."""
    return render(TEMPLATE, data, seconds=60)


def file_name(meeting: Meeting) -> str:
    return f"protokoll-{timezone.localdate(meeting.starts_at):%Y-%m-%d}.pdf"


def facts(meeting: Meeting) -> list[tuple[str, str]]:
    """Return when, where, who led and who wrote, as pairs of word and text; nothing that is not known."""
    place = ", ".join(part for part in (meeting.place_name, meeting.room, meeting.town) if part)
    pairs = [
        (_("Wann"), when(meeting.starts_at, meeting.ends_at)),
        (_("Wo"), _("online") if meeting.form == Form.ONLINE else place),
        (_("Gastgeber"), meeting.host.name if meeting.host else ""),
        (_("Leitung"), meeting.chair),
        (_("Protokoll"), meeting.minute_taker),
    ]
    return [pair for pair in pairs if pair[1]]


def state_in_words(minutes: Minutes) -> str:
    """Say whether the minutes hold: „Entwurf“, „Zur Durchsicht bis …“, „Genehmigt …“."""
    if minutes.state == MinutesState.APPROVED:
        return minutes.approved_how or _("Genehmigt.")
    if minutes.state == MinutesState.SENT and minutes.approves_on:
        day = date_format(minutes.approves_on, "j. F Y")
        return _("Zur Durchsicht. Gilt als genehmigt, wenn bis %(day)s niemand widerspricht.") % {"day": day}
    return (
        _("Zur Durchsicht, noch nicht genehmigt.")
        if minutes.state == MinutesState.SENT
        else _("Entwurf, noch nicht genehmigt.")
    )


def _alliance() -> Alliance:
    return Alliance.objects.get(pk=scope.required().alliance_id or 0)


def _words() -> dict[str, str]:
    return {
        "attendance": _("Wer da war"),
        "excused": _("Entschuldigt:"),
        "missing": _("Nicht da:"),
        "tasks": _("Aufgaben auf einen Blick"),
        "addenda": _("Nachträge"),
        "addendum": _("Nachtrag vom"),
        "nothing": _("Dazu wurde nichts notiert."),
        "page": _("Seite"),
        "of": _("von"),
        "agenda": _("Verlauf"),
    }


def _attendance(found: Record) -> dict[str, Any]:
    there, counts_times = found.attendance, found.game.has_quorum
    heads = [_("Partner"), _("Person"), *([_("Anwesend")] if counts_times else [])]
    rows = [[_partner(one), one.person, *([one.times] if counts_times else [])] for one in there.present]
    guests = [[_guest(one), one.person, *([one.times] if counts_times else [])] for one in there.guests]
    return {
        "sentence": there.sentence if there.present else "",
        "quorum": there.quorum,
        "caption": _("Wer da war"),
        "heads": heads,
        "rows": [*rows, *guests],
        "excused": _names(there.excused),
        "missing": _names(there.missing) if there.was_taken else "",
    }


def _partner(one: Attender) -> str:
    return _("%(partner)s (online)") % {"partner": one.partner} if one.is_online else one.partner


def _guest(one: Attender) -> str:
    return _("Gast: %(role)s") % {"role": one.partner} if one.partner else _("Gast")


def _names(rows: Sequence[Attender]) -> str:
    return ", ".join(one.partner for one in rows)


def _item(item: MinutesItem, numbers: dict[int, str]) -> dict[str, Any]:
    number = _("TOP %(number)s") % {"number": item.number} if item.number else ""
    return {
        "heading": f"{number}: {item.title}" if number else item.title,
        "below": " · ".join(part for part in (item.kind, item.owner) if part),
        "lines": _veil() if item.item is not None and item.item.is_veiled else _lines(item, numbers),
    }


def _veil() -> list[dict[str, Any]]:
    text = _("Was dazu besprochen und beschlossen wurde, lesen nur die Mitglieder dieser Runde.")
    return [{"kind": "note", "label": "", "text": text, "note": "", "more": []}]


def _lines(item: MinutesItem, numbers: dict[int, str]) -> list[dict[str, Any]]:
    return [_line(line, numbers) for line in item.lines if line.entry.text.strip() or line.entry.outcome]


def _line(line: MinutesLine, numbers: dict[int, str]) -> dict[str, Any]:
    text = line.entry.text.strip()
    match line.kind:
        case EntryKind.DECISION:
            return {
                "kind": "decision",
                "label": decision_label(line, numbers),
                "text": text,
                "note": verdict(line),
                "more": votes_below(line),
            }
        case EntryKind.TASK:
            return {"kind": "task", "label": _("Aufgabe"), "text": text, "note": task_note(line), "more": []}
        case _:
            return {"kind": "note", "label": "", "text": text, "note": "", "more": []}


def decision_label(line: MinutesLine, numbers: dict[int, str]) -> str:
    """Return „Beschluss 2026/07“; one without a result yet has no number."""
    number = numbers.get(line.entry.pk)
    return _("Beschluss %(number)s") % {"number": number} if number else _("Beschluss (ohne Ergebnis)")


def verdict(line: MinutesLine) -> str:
    """Return „Angenommen: 12 Ja, 1 Nein, 2 Enthaltungen (namentlich)“."""
    return verdicts.verdict(line.entry)


def votes_below(line: MinutesLine) -> list[str]:
    """Return what stands below a decision: the rule, who was left out, who voted how or who counted."""
    entry = line.entry
    if line.kind != EntryKind.DECISION:
        return []
    biased = _("Nicht mitgestimmt, weil betroffen: %(names)s") % {"names": entry.biased} if entry.biased else ""
    return [text for text in (verdicts.rule(entry), biased, *entry.tally.splitlines()) if text]


def task_note(line: MinutesLine) -> str:
    due = line.entry.due_on
    until = _("bis %(day)s") % {"day": date_format(due, "j. F Y")} if due else ""
    return ", ".join(part for part in (line.owner, until) if part)


def _tasks(found: Record) -> dict[str, Any]:
    rows = [
        [line.entry.text.strip(), line.owner, date_format(line.entry.due_on, "j. F Y") if line.entry.due_on else ""]
        for line in found.tasks
    ]
    return {"heads": [_("Was"), _("Wer"), _("Bis wann")], "rows": rows}


def _section(one: Section) -> dict[str, Any]:
    return {
        "heading": one.heading, "paragraphs": list(one.paragraphs), "heads": list(one.heads),
        "rows": [list(row) for row in one.rows],
    }  # fmt: skip
