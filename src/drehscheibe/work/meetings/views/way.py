"""Addresses and small steps that the pages of meetings share."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import LinkRequest, WorkspaceRequest
from drehscheibe.kit.ui.frames import Link, SlimFrame
from drehscheibe.work.partners.views import way as partners

from .. import access
from ..models import Meeting
from ..queries.hosting import hosts_who_know
from ..queries.meetings import meeting_or_404


def url(request: WorkspaceRequest, name: str, *args: object) -> str:
    return reverse(name, args=[request.alliance.slug, *args])


def meeting_url(request: WorkspaceRequest, meeting: Meeting, part: str = "") -> str:
    """Return the address of a meeting's page; `part` is the id of what it should open at."""
    start = url(request, "workspace_meeting", meeting.pk)
    return f"{start}#{part}" if part else start


def to_meetings(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (Link(_("Treffen"), url(request, "workspace_meetings")),)


def to_meeting(request: WorkspaceRequest, meeting: Meeting) -> tuple[Link, ...]:
    return (*to_meetings(request), Link(meeting.title, meeting_url(request, meeting)))


def own_meeting(request: WorkspaceRequest, meeting_id: int) -> Meeting:
    """Return a meeting that the member may run: 404 where there is none, 403 where it is not hers."""
    found = meeting_or_404(meeting_id)
    require(access.can_run(request.member, found))
    return found


def say_who_is_asked_anew(request: WorkspaceRequest, meeting: Meeting) -> None:
    """Tell that a host is asked once more, after a change of the time."""
    for row in hosts_who_know(meeting):
        text = _("„%(name)s“ ist für den neuen Termin noch einmal gefragt.")
        messages.info(request, text % {"name": row.organisation.name})


def slim(request: LinkRequest, title: str) -> SlimFrame:
    return partners.slim(request, title)


def back(request: WorkspaceRequest, meeting: Meeting, part: str = "") -> HttpResponse:
    return redirect(meeting_url(request, meeting, part))


_LONGEST_NUMBER = 18
"""A number of 64 bits has so many digits at least; what is longer counts nothing here."""


def number_in(text: str | None) -> int | None:
    """Return the number that a form or address names, None for what is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else None


def done(
    request: WorkspaceRequest,
    meeting: Meeting,
    act: Callable[[], object],
    *,
    text: str = "",
    part: str = "tagesordnung",
) -> HttpResponse:
    """Do one step, tell how it went, and go back to the meeting's page."""
    try:
        act()
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        if text:
            messages.success(request, text)
    return back(request, meeting, part)
