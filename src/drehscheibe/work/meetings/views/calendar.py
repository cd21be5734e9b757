"""Calendars: files with one entry, addresses that calendar programs subscribe to, and the pages that explain them."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit.queries import last_change
from drehscheibe.ground.tenancy.doors import LinkRequest, WorkspaceRequest
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.addresses import absolute
from drehscheibe.kit.calendar.shelf import calendars
from drehscheibe.work.partners.queries.page import person_of_page

from .. import access
from ..actions import feeds
from ..exports import calendar as exports
from ..queries import calendar as queries
from ..queries.meetings import meeting_or_404
from . import way

_TYPE = "text/calendar; charset=utf-8"


def meeting_file(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Hand out the entry of a meeting to the team; whoever is invited gets hers on the page of her invitation."""
    file = exports.attachment(meeting_or_404(meeting_id), method="PUBLISH")
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return HttpResponse(file.content, content_type=_TYPE, headers=headers)


# Calendars to subscribe to


def feed(request: LinkRequest) -> HttpResponse:
    """Answer a calendar program; one that knows the state of today gets no more than that nothing has changed."""
    person_id, alliance = request.link.subject_id, request.alliance

    def made() -> bytes:
        rows = queries.meetings_of_person(person_id, alliance)
        if not rows and not queries.is_known(person_id):  # all rows lead to her, so with one she is there
            raise Http404
        return exports.calendar_of_person(rows, alliance=alliance.name)

    return _feed(request, f"person:{person_id}", made)


def team_feed(request: LinkRequest) -> HttpResponse:
    """Answer a calendar program of somebody of the team, as long as she belongs to it."""
    member = Member.objects.filter(pk=request.link.subject_id, is_active=True).first()
    if member is None or not access.can_see_meetings(member):
        raise Http404
    name = request.alliance.name
    return _feed(request, "team", lambda: exports.calendar_of_team(queries.meetings_of_team(), alliance=name))


def _feed(request: LinkRequest, whose: str, made: Callable[[], bytes]) -> HttpResponse:
    """Answer with what is kept while nobody has done anything in the alliance, and the day is the same."""
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    alliance = request.alliance
    owner = (alliance.pk, whose)
    mark = (alliance.name, alliance.is_live, last_change(), timezone.localdate())
    kept = calendars.get(owner, mark=mark) or calendars.put(owner, made(), mark=mark)
    headers = {"ETag": kept.etag, "Cache-Control": "private, no-cache"}
    if kept.etag in request.headers.get("If-None-Match", ""):
        return _for_its_reader(HttpResponse(status=304, headers=headers))
    headers["Content-Disposition"] = f'inline; filename="{exports.FILE_NAME}"'
    return _for_its_reader(HttpResponse(kept.content, content_type=_TYPE, headers=headers))


def _for_its_reader(answer: HttpResponse) -> HttpResponse:
    """Mark an answer that the program of whoever asks may keep, see `tenancy.doors`."""
    answer.kept_by_its_reader = True  # type: ignore[attr-defined]  # read by the door
    return answer


# The pages that explain them


def page_calendar(request: LinkRequest) -> HttpResponse:
    """Explain how to subscribe; a post makes an address, or takes all of them back."""
    person = person_of_page(request.link.subject_id)
    if person is None:
        raise Http404
    found: dict[str, Any] = {}
    if request.method == "POST" and not request.alliance.is_live:
        found["practises"] = True
    elif request.method == "POST" and request.POST.get("tun") == "sperren":
        found["revoked"] = feeds.revoke_feeds(person, by=request.link)
    elif request.method == "POST":
        found.update(_addresses("link_feed", feeds.issue_feed(person, by=request.link)))
    context = {
        "frame": way.slim(request, _("Meine Treffen im Kalender")),
        "back": reverse("link_page", args=[request.token]),
        "number": len(queries.open_feeds(access.FEED_PURPOSE, person.pk)),
        **found,
    }
    return render(request, "meetings/link_calendar.html", context)


def team_calendar(request: WorkspaceRequest) -> HttpResponse:
    """Explain to the team how to subscribe to all meetings; a post makes an address, or takes all of them back."""
    found: dict[str, Any] = {}
    if request.method == "POST" and request.POST.get("tun") == "sperren":
        found["revoked"] = feeds.revoke_feeds(request.member, by=request.member)
    elif request.method == "POST":
        found.update(_addresses("link_team_feed", feeds.issue_team_feed(by=request.member)))
    context = {
        "title": _("Treffen im eigenen Kalender"),
        "breadcrumb": way.to_meetings(request),
        "number": len(queries.open_feeds(access.TEAM_FEED_PURPOSE, request.member.pk)),
        **found,
    }
    return render(request, "meetings/calendar.html", context)


def _addresses(name: str, token: str) -> dict[str, str]:
    """Return the address, and the same for programs that subscribe as soon as one taps on it."""
    address = absolute(reverse(name, args=[token]))
    return {"address": address, "tap": urlsplit(address)._replace(scheme="webcal").geturl()}
