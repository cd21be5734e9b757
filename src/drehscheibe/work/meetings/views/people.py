"""The list of people: the right column of a meeting's page, a page of its own on a phone, and a file."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.queries import SendingLine
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.tables import csv_response

from .. import access
from ..actions.inviting import open_sendings
from ..models import Meeting
from ..queries import people as queries
from ..queries.inviting import is_open_to_answers
from ..queries.meetings import meeting_or_404
from ..queries.people import PersonRow, Tally
from ..vocabulary import Channel, MeetingState
from .way import to_meeting, url

OVER = (MeetingState.MINUTES, MeetingState.APPROVED)
STANDS = ("offen", "kommt", "entschuldigt", "zurueck")


@dataclass(frozen=True, slots=True)
class Box:
    """All that `meetings/parts/people.html` shows."""

    tally: Tally
    rows: list[PersonRow]
    text: str
    stand: str
    stands: list[tuple[str, str]]
    may_run: bool
    is_invited: bool
    may_answer: bool
    is_over: bool
    result: str
    sendings: list[SendingLine]
    has_letters: bool


def people_box(request: WorkspaceRequest, meeting: Meeting) -> Box:
    """Return the list as the address asks for it (`wer`, `stand`); eight statements."""
    text, stand = request.GET.get("wer", "")[:80], request.GET.get("stand", "")
    rows = queries.people_of(meeting, text=text, stand=stand if stand in STANDS else "")
    may_run, is_invited = access.can_run(request.member, meeting), meeting.invited_at is not None
    counted = ngettext("Eine Zeile", "%(number)s Zeilen", len(rows)) % {"number": len(rows)}
    return Box(
        tally=queries.tally(meeting),
        rows=rows,
        text=text,
        stand=stand,
        stands=_stands(),
        may_run=may_run,
        is_invited=is_invited,
        may_answer=may_run and is_invited and is_open_to_answers(meeting),
        is_over=meeting.state in OVER,
        result=counted if text or stand else "",
        sendings=open_sendings(meeting) if may_run and is_invited else [],
        has_letters=any(row.invitee.channel == Channel.LETTER for row in rows),
    )


def _stands() -> list[tuple[str, str]]:
    words = (_("noch keine Antwort"), _("kommt"), _("entschuldigt"), _("E-Mail kam zurück"))
    return [("", _("alle")), *zip(STANDS, words, strict=True)]


def people(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Show the list alone, or hand it out as a file."""
    meeting = meeting_or_404(meeting_id)
    box = people_box(request, meeting)
    if request.GET.get("format") == "csv":
        return _csv(meeting, box.rows)
    context: dict[str, Any] = {
        "title": _("Wer kommt?"),
        "breadcrumb": to_meeting(request, meeting),
        "meeting": meeting,
        "box": box,
        "csv_url": _csv_url(request),
        "calls_url": url(request, "workspace_meeting_calls", meeting.pk),
    }
    return render(request, "meetings/people.html", context)


def _csv_url(request: HttpRequest) -> str:
    query = request.GET.copy()
    query["format"] = "csv"
    return f"?{query.urlencode()}"


def _csv(meeting: Meeting, rows: list[PersonRow]) -> HttpResponse:
    heads = [
        _("Partner"), _("Person"), _("Telefon"), _("E-Mail"), _("Eingeladen per"), _("Antwort"), _("Personen"),
        _("Braucht"), _("Wunsch zur Tagesordnung"), _("Wie die Antwort kam"),
    ]  # fmt: skip
    lines = [
        (
            row.name, row.person, row.phone, row.email, row.channel_word, row.answer_word,
            row.invitee.count if not row.is_open else "", row.invitee.needs, row.invitee.wish, row.how,
        )
        for row in rows
    ]  # fmt: skip
    return csv_response(heads, lines, name=f"treffen-{meeting.starts_at:%Y-%m-%d}-leute.csv")
