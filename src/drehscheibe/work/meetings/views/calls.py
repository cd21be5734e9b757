"""The list to call through, with numbers, on the desk, on a phone and on paper."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.doors import WorkspaceRequest

from .. import invitation_words as words
from ..actions import replies as actions
from ..models import Invitee, Meeting
from ..queries import inviting as queries
from ..queries.people import PersonRow, people_of
from ..vocabulary import Answer, CallResult, MeetingState
from .inviting import invitee_or_404
from .way import meeting_url, own_meeting, to_meeting, url

YES, ONLINE, NO = "kommt", "online", "entschuldigt"
ANSWERS = {YES: Answer.COMING, ONLINE: Answer.ONLINE, NO: Answer.EXCUSED}
CHANGED = "aenderung"


def calls(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Show whom to call: who has not answered, or who has to hear of a change."""
    meeting = own_meeting(request, meeting_id)
    is_off = meeting.state == MeetingState.CANCELLED
    tells = is_off or request.GET.get("wen") == CHANGED
    rows = _to_tell(meeting) if tells else [row for row in people_of(meeting) if row.is_open]
    done = sum(row.invitee.call_result == CallResult.TALKED for row in rows)
    context: dict[str, Any] = {
        "title": _("Anrufen: %(title)s") % {"title": meeting.title},
        "breadcrumb": to_meeting(request, meeting),
        "meeting": meeting,
        "when": words.when(meeting),
        "place": words.place_line(meeting),
        "is_off": is_off,
        "tells": tells,
        "rows": rows,
        "results": _results(meeting, tells=tells),
        "result": _counted(rows, done, tells=tells),
        "kept": CHANGED if tells and not is_off else "",
        "has_moved": meeting.sequence > 0 and not is_off,
        "here": url(request, "workspace_meeting_calls", meeting.pk),
        "back": meeting_url(request, meeting),
        "is_open": queries.is_open_to_answers(meeting),
    }
    return render(request, "meetings/calls.html", context)


def _to_tell(meeting: Meeting) -> list[PersonRow]:
    order = {row.pk: number for number, row in enumerate(queries.to_call(meeting))}
    rows = [row for row in people_of(meeting) if row.invitee.pk in order]
    return sorted(rows, key=lambda row: order[row.invitee.pk])


def _results(meeting: Meeting, *, tells: bool) -> list[tuple[str, str]]:
    if tells:
        first = [(CallResult.TALKED.value, _("weiß Bescheid"))]
    else:
        first = [(YES, _("sagt zu"))] if meeting.form != "online" else []
        first += [(ONLINE, _("online dabei"))] if meeting.form != "place" else []
        first.append((NO, _("entschuldigt")))
    return [
        *first,
        (CallResult.CALLS_BACK.value, _("ruft zurück")),
        (CallResult.NOT_REACHED.value, _("nicht erreicht")),
    ]


def _counted(rows: list[PersonRow], done: int, *, tells: bool) -> str:
    if tells:
        said = ngettext("Ein Anruf, %(done)s erledigt", "%(number)s Anrufe, %(done)s erledigt", len(rows))
        return said % {"number": len(rows), "done": done}
    said = ngettext("Eine Antwort fehlt noch.", "%(number)s Antworten fehlen noch.", len(rows))
    return said % {"number": len(rows)}


def call(request: WorkspaceRequest, invitee_id: int) -> HttpResponse:
    """Note what a call brought, and go on in the list where one was."""
    row = invitee_or_404(request, invitee_id)
    said = request.POST.get("ergebnis", "")
    kept = f"?wen={CHANGED}" if request.POST.get("wen") == CHANGED else ""
    if request.method == "POST":
        _note(request, row, said)
    return redirect(f"{url(request, 'workspace_meeting_calls', row.meeting_id)}{kept}#wer-{row.pk}")


def _note(request: WorkspaceRequest, row: Invitee, said: str) -> None:
    name = row.organisation.name if row.organisation else row.name
    try:
        if said in ANSWERS:
            done = actions.answer_on_phone(row, answer_given=ANSWERS[said], by=request.member)
            text = _("Eingetragen: %(name)s, %(answer)s.")
            answer = Answer(done.invitee.answer).label
            messages.success(request, text % {"name": name, "answer": answer})
        elif said in CallResult.values and said:
            actions.note_call(row, result=CallResult(said), by=request.member)
            messages.success(request, _("Vermerkt: %(name)s.") % {"name": name})
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
