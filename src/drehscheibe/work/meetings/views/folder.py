"""The folder of an evening: chosen, handed out as PDF; its sheet for the host by mail too."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.tables import file_response
from drehscheibe.kit.typst.render import Unprintable

from .. import access
from ..actions.folder import tell_host
from ..documents import folder as documents
from ..forms.folder import FolderForm
from ..models import Meeting
from ..queries.folder import person_of_host
from .way import own_meeting, to_meeting


def folder(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Ask which parts, hand the file out (`?teile=…`), or send the host its sheet (post)."""
    meeting = own_meeting(request, meeting_id)
    if request.method == "POST":
        _send(request, meeting)
        return redirect(request.path)
    asked = "teile" in request.GET or "pdf" in request.GET
    form = FolderForm(request.GET) if asked else FolderForm()
    if asked and form.is_valid() and (made := _made(request, meeting, form.cleaned_data["teile"])):
        return made
    return _page(request, meeting, form)


def _made(request: WorkspaceRequest, meeting: Meeting, parts: list[str]) -> HttpResponse | None:
    content = _pdf(request, documents.folder_data(meeting, parts))
    name = f"mappe-{timezone.localdate(meeting.starts_at):%Y-%m-%d}.pdf"
    return file_response(content, name=name, content_type="application/pdf") if content else None


def _pdf(request: WorkspaceRequest, data: dict[str, Any]) -> bytes:
    try:
        return documents.pdf(data)
    except Unprintable as lacking:
        text = documents.with_signs(data, lacking.signs)
        said = _(
            "Diese Zeichen lassen sich nicht drucken: %(signs)s. Sie stehen in „%(text)s“. Bitte schreiben Sie das anders."
        )
        messages.error(request, said % {"signs": lacking.signs, "text": text[:120]})
        return b""


def _page(request: WorkspaceRequest, meeting: Meeting, form: FolderForm) -> HttpResponse:
    context = {
        "title": _("Mappe drucken"),
        "breadcrumb": to_meeting(request, meeting),
        "meeting": meeting,
        "form": form,
        "host": meeting.host,
        "person": person_of_host(meeting),
        "may_send": access.can_send(request.member, meeting),
        "facts": documents.folder_data(meeting, ["host"])["host"],
    }
    return render(request, "meetings/folder.html", context)


def _send(request: WorkspaceRequest, meeting: Meeting) -> None:
    require(access.can_send(request.member, meeting))
    data = documents.folder_data(meeting, ["host"])
    if not (content := _pdf(request, data)):
        return
    try:
        mail = tell_host(meeting, facts=data["host"], pdf=content, by=request.member)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, _("Das Blatt geht an %(name)s.") % {"name": mail.to_name or mail.to_email})
