"""Steps that the pages of the minutes share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.ui.frames import Link

from ..models import Meeting, Minutes
from .way import own_meeting, to_meeting, url


def own_minutes(request: WorkspaceRequest, meeting_id: int) -> Minutes:
    meeting = own_meeting(request, meeting_id)
    found: Minutes = get_object_or_404(Minutes.objects.defer("pdf", "search"), meeting=meeting)
    found.meeting = meeting
    return found


def back(request: WorkspaceRequest, meeting_id: int, part: str = "") -> HttpResponse:
    return redirect(url(request, "workspace_minutes", meeting_id) + (f"#{part}" if part else ""))


def trail(request: WorkspaceRequest, meeting: Meeting) -> tuple[Link, ...]:
    return (*to_meeting(request, meeting), Link(_("Protokoll"), url(request, "workspace_minutes", meeting.pk)))


def ask(request: WorkspaceRequest, row: Minutes, **more: Any) -> HttpResponse:
    context = {
        "breadcrumb": trail(request, row.meeting),
        "cancel_url": url(request, "workspace_minutes", row.meeting_id),
        **more,
    }
    return render(request, "ui/ask.html", context)


def done(
    request: WorkspaceRequest, meeting_id: int, act: Callable[[], object], said: str, part: str = ""
) -> HttpResponse:
    try:
        act()
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, said)
    return back(request, meeting_id, part)


def form_page(request: WorkspaceRequest, row: Minutes, form: Any, **more: Any) -> HttpResponse:
    context = {
        "breadcrumb": trail(request, row.meeting),
        "form": form,
        "cancel_url": url(request, "workspace_minutes", row.meeting_id),
        **more,
    }
    return render(request, "ui/edit.html", context)
