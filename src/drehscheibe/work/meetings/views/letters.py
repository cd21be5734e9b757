"""Letters about a meeting: ordered, watched while they are made, downloaded, posted."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.tables import file_response

from ..actions import letters as actions
from ..forms.inviting import PostedForm
from ..models import LetterBatch, Meeting
from ..queries import inviting
from ..queries import letters as queries
from ..vocabulary import MailKind, PrintState
from .way import own_meeting, to_meeting, url

_LOOK_AGAIN = "2"


def letters(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Show what is to be written and what was made; order the rest on a press of the button."""
    meeting = own_meeting(request, meeting_id)
    if request.method == "POST":
        _order(request, meeting, request.POST.get("art", ""))
        return redirect(request.path)
    made, notice = queries.batches(meeting), inviting.notice_of(meeting)
    waiting = queries.waiting(meeting)
    context: dict[str, Any] = {
        "title": _("Briefe"),
        "breadcrumb": to_meeting(request, meeting),
        "meeting": meeting,
        "waiting": [(one.kind.value, _label(one.kind, one.count)) for one in waiting],
        "batches": made,
        "posted_form": PostedForm(initial={"posted_on": timezone.localdate()}),
        "states": PrintState,
        "last_day": date_format(notice.last_day, "j. F Y") if notice and (waiting or made) else "",
        "slips_url": url(request, "workspace_meeting_slips", meeting.pk) if queries.slips_to_enter(meeting) else "",
    }
    response = render(request, "meetings/letters.html", context)
    if any(batch.state == PrintState.WAITING for batch in made):
        response.headers["Refresh"] = _LOOK_AGAIN
    return response


def _label(kind: MailKind, count: int) -> str:
    words = {
        MailKind.INVITATION: ngettext(
            "Einen Einladungsbrief erstellen", "%(number)s Einladungsbriefe erstellen", count
        ),
        MailKind.UPDATE: ngettext(
            "Einen Brief zur Änderung erstellen", "%(number)s Briefe zur Änderung erstellen", count
        ),
        MailKind.CANCELLATION: ngettext("Einen Absagebrief erstellen", "%(number)s Absagebriefe erstellen", count),
    }
    return words[kind] % {"number": count}


def _order(request: WorkspaceRequest, meeting: Meeting, kind: str) -> None:
    if kind not in MailKind.values:
        return
    try:
        batch = actions.order_letters(meeting, kind=MailKind(kind), by=request.member)
    except ValidationError as nothing:
        messages.error(request, " ".join(nothing.messages))
        return
    said = ngettext("Ein Brief wird erstellt.", "%(number)s Briefe werden erstellt.", batch.count)
    messages.success(request, said % {"number": batch.count})


def letters_file(request: WorkspaceRequest, meeting_id: int, batch_id: int) -> HttpResponse:
    meeting = own_meeting(request, meeting_id)
    batch = get_object_or_404(LetterBatch, meeting=meeting, pk=batch_id)
    if not batch.pdf:
        raise Http404
    name = f"briefe-{timezone.localdate(meeting.starts_at):%Y-%m-%d}-{batch.pk}.pdf"
    return file_response(bytes(batch.pdf), name=name, content_type="application/pdf")


def posted(request: WorkspaceRequest, meeting_id: int, batch_id: int) -> HttpResponse:
    """Note when the letters were posted: that day counts for the notice period."""
    meeting = own_meeting(request, meeting_id)
    batch = get_object_or_404(
        LetterBatch.objects.select_related("meeting__body").defer("pdf"), meeting=meeting, pk=batch_id
    )
    form = PostedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _post(request, meeting, batch, form)
    elif request.method == "POST":
        messages.error(request, _("Bitte geben Sie den Tag an, an dem Sie die Briefe zur Post gegeben haben."))
    return redirect(url(request, "workspace_meeting_letters", meeting.pk))


def _post(request: WorkspaceRequest, meeting: Meeting, batch: LetterBatch, form: PostedForm) -> None:
    try:
        number = actions.mark_posted(batch, on=form.cleaned_data["posted_on"], by=request.member)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return
    said = ngettext("Vermerkt: Ein Brief ist unterwegs.", "Vermerkt: %(number)s Briefe sind unterwegs.", number)
    messages.success(request, said % {"number": number})
    notice = inviting.notice_of(meeting)
    if notice and batch.kind == MailKind.INVITATION and not notice.keeps(form.cleaned_data["posted_on"]):
        text = _(
            "Nach Ihren Spielregeln hätten die Briefe am %(last)s unterwegs sein müssen. Rufen Sie diese Partner an."
        )
        messages.warning(request, text % {"last": date_format(notice.last_day, "j. F Y")})
