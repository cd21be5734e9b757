"""Answers that the team enters: from a call, a mail, a talk, or many slips at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import posted
from drehscheibe.kit.ui.parts import Event

from ..actions import replies as actions
from ..actions.replies import Replied
from ..forms.replies import EnteredReply, SlipForm, answered_with
from ..models import Invitee, Meeting, Reply
from ..queries import letters
from ..queries import people as queries
from ..vocabulary import Answer, ReplyChannel
from .inviting import invitee_or_404
from .way import meeting_url, own_meeting, to_meeting


def answer(request: WorkspaceRequest, invitee_id: int) -> HttpResponse:
    """Enter what somebody phoned, wrote or said; what came before stands below, with its way and time."""
    row = invitee_or_404(request, invitee_id)
    name = queries.names_of(row)[0]
    initial = {**answered_with(row, row.meeting), "channel": ReplyChannel.PHONE, "said_by": _person(row)}
    form = EnteredReply(posted(request), initial=initial, meeting=row.meeting)
    back = f"{meeting_url(request, row.meeting)}#wer-{row.pk}"
    if request.method == "POST" and form.is_valid() and _entered(request, row, form):
        return redirect(back)
    context: dict[str, Any] = {
        "title": _("Antwort von „%(name)s“") % {"name": name},
        "breadcrumb": to_meeting(request, row.meeting),
        "form": form,
        "label": _("Antwort eintragen"),
        "cancel_url": back,
        "row": row,
        "phone": queries.phone_of(row),
        "events": [_event(reply) for reply in queries.history(row)],
    }
    return render(request, "meetings/answer.html", context)


def _person(row: Invitee) -> str:
    return row.person.name if row.person else row.name


def _entered(request: WorkspaceRequest, row: Invitee, form: EnteredReply) -> bool:
    try:
        done = actions.answer(
            row, form.said, channel=ReplyChannel(form.cleaned_data["channel"]), by=request.member
        )  # fmt: skip
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    say(request, done)
    return True


def say(request: WorkspaceRequest, done: Replied) -> None:
    """Say what counts now, and where it contradicts what came before."""
    name, now = queries.names_of(done.invitee)[0], Answer(done.invitee.answer).label
    if done.earlier is None:
        messages.success(request, _("Eingetragen: %(name)s, %(answer)s.") % {"name": name, "answer": now})
        return
    text = _(
        "Eingetragen: %(name)s, %(answer)s. Vorher kam etwas anderes: %(before)s (%(how)s). Es gilt, was zuletzt kam."
    )
    before = {"before": done.earlier.answer, "how": done.earlier.how}
    messages.warning(request, text % {"name": name, "answer": now, **before})


def _event(reply: Reply) -> Event:
    said = str(Answer(reply.answer).label)
    if reply.count > 1:
        said = _("%(answer)s, %(count)s Personen") % {"answer": said, "count": reply.count}
    if reply.proxy_name:
        said = f"{said}: {reply.proxy_name}"
    notes = [
        reply.needs,
        reply.wish,
        _("Zählt nicht: %(reason)s") % {"reason": reply.reason} if not reply.counts else "",
    ]
    taken = _("eingetragen von %(name)s") % {"name": reply.taken_by.name} if reply.taken_by else ""
    return Event(
        when=f"{date_format(localtime(reply.made_at), 'j. F Y, H:i')}, {reply.get_channel_display()}",
        title=said,
        text=" · ".join(note for note in notes if note),
        by=", ".join(part for part in (reply.said_by, taken) if part),
    )


def slips(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Enter many slips at once: one line per letter, those without an answer stay as they are."""
    meeting = own_meeting(request, meeting_id)
    waiting = letters.slips_to_enter(meeting)
    data: Any = posted(request)
    forms = [SlipForm(data, invitee=row, meeting=meeting, prefix=f"e{row.pk}") for row in waiting]
    are_good = [form.is_valid() for form in forms]
    if request.method == "POST" and all(are_good) and _take(request, meeting, forms):
        return redirect(meeting_url(request, meeting))
    context = {
        "title": _("Antwortzettel eintragen"),
        "breadcrumb": to_meeting(request, meeting),
        "forms": forms,
        "cancel_url": meeting_url(request, meeting),
    }
    return render(request, "meetings/slips.html", context)


def _take(request: WorkspaceRequest, meeting: Meeting, forms: list[SlipForm]) -> bool:
    filled = [form for form in forms if form.cleaned_data["antwort"]]
    try:
        actions.answer_slips(meeting, [(form.invitee, form.said) for form in filled], by=request.member)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return False
    said = ngettext("Eine Antwort ist eingetragen.", "%(number)s Antworten sind eingetragen.", len(filled))
    messages.success(request, said % {"number": len(filled)})
    return True
