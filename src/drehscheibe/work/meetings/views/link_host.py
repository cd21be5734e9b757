"""Behind the link of a question about hosting: yes with a room, no with better days, days that never suit."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import LinkRequest, notice
from drehscheibe.kit.editing import posted
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.actions.reports import report_link
from drehscheibe.work.partners.models import Person

from .. import access
from .. import invitation_words as words
from ..actions import blocking
from ..actions import hosting as actions
from ..forms.planning import BlockForm, NotForm, RoomForm
from ..models import HostRequest
from ..queries import hosting as queries
from ..vocabulary import HostState, ReplyChannel
from .way import slim
from .ways_on import OWN_PAGE, reader, to_own_page, ways_on


def host(request: LinkRequest) -> HttpResponse:
    asked = queries.request_of(request.link.subject_id)
    return _gone(request) if asked is None else _answer(request, asked)


def page_host(request: LinkRequest, request_id: int) -> HttpResponse:
    """The same from somebody's own page."""
    asked = queries.request_of(request_id)
    if asked is None or not access.can_answer_host(request.link, asked):
        raise Http404
    return _answer(request, asked)


def renew(request: LinkRequest) -> HttpResponse:
    """Offer a new link to the same address; a post sends it."""
    asked = queries.request_of(request.link.subject_id)
    if asked is None:
        return _gone(request)
    if request.method == "POST":
        actions.renew_host_link(asked, request.link)
    return expired(request, is_sent=request.method == "POST")


def expired(request: LinkRequest, *, is_sent: bool) -> HttpResponse:
    title = _("Der neue Link ist unterwegs") if is_sent else _("Dieser Link ist abgelaufen")
    return render(request, "partners/link_expired.html", {"frame": slim(request, title), "is_sent": is_sent})


def _gone(request: LinkRequest) -> HttpResponse:
    return notice(request, 410, _("Dieser Link gilt nicht mehr. Bitte fragen Sie die Koordination nach einem neuen."))


def _answer(request: LinkRequest, asked: HostRequest) -> HttpResponse:
    deed, data = request.POST.get("tun", ""), posted(request)
    start = queries.prefill(asked)
    room = RoomForm(data if deed == "zusage" else None, initial=start, prefix="ort")
    refused = NotForm(data if deed == "absage" else None, prefix="nein")
    block = BlockForm(data if deed == "sperren" else None, prefix="sperre")
    problem = ""
    if request.method == "POST":
        try:
            if done := _act(request, asked, deed, room=room, refused=refused, block=block):
                return done
        except ValidationError as trouble:
            problem = " ".join(trouble.messages)
    return _page(request, asked, room=room, refused=refused, closed=block, problem=problem)


def _act(
    request: LinkRequest, asked: HostRequest, deed: str, *, room: RoomForm, refused: NotForm, block: BlockForm
) -> HttpResponse | None:
    who = _who(request)
    if deed == OWN_PAGE:
        return to_own_page(request, reader(request.link, asked.organisation))
    if deed == "zusage" and room.is_valid():
        actions.accept(asked, room.cleaned_data, by=request.link, how=ReplyChannel.LINK, who=who)
    elif deed == "absage" and refused.is_valid():
        actions.decline(asked, by=request.link, how=ReplyChannel.LINK, who=who, **refused.cleaned_data)
    elif deed == "sperren" and block.is_valid():
        blocking.block_dates(asked.organisation, **block.cleaned_data, by=request.link)
    elif deed == "nicht-ich" and request.link.purpose != PAGE_PURPOSE:
        report_link(request.link)
        text = _("Danke für den Hinweis. Der Link gilt jetzt nicht mehr.")
        return render(
            request, "ui/notice.html", {"frame": slim(request, _("Danke")), "heading": _("Danke"), "text": text}
        )
    else:
        return None
    return HttpResponseRedirect(f"{request.path}?getan={deed}")


def _who(request: LinkRequest) -> str:
    if request.link.purpose == PAGE_PURPOSE:
        found = Person.objects.filter(pk=request.link.subject_id).first()
        return str(found) if found else ""
    return request.link.recipient_name


def _note(done: str, asked: HostRequest) -> str:
    """Return what was just done, if it is so: an address that somebody typed or kept says nothing by itself."""
    match done, asked.state:
        case "zusage", HostState.YES:
            return _("Danke! Ihre Zusage ist angekommen.")
        case "absage", HostState.NO:
            return _("Danke für die Antwort. Wir fragen jemand anderen.")
        case "sperren", _state:
            return _("Danke, wir fragen Sie an diesen Tagen nicht.")
    return ""


def _page(request: LinkRequest, asked: HostRequest, *, problem: str, **forms: Any) -> HttpResponse:
    meeting = asked.meeting
    is_over = asked.state == HostState.WITHDRAWN or meeting.state not in queries.AHEAD
    context = {
        "frame": slim(request, _("Können wir uns bei Ihnen treffen?")),
        "asked": asked,
        "meeting": meeting,
        "day": words.long_day(meeting),
        "hours": words.hours(meeting),
        "people": queries.expected_people([meeting]).get(meeting.pk, 0) or None,
        "is_over": is_over,
        "said_yes": asked.state == HostState.YES,
        "said_no": asked.state == HostState.NO,
        "note": _note(request.GET.get("getan", ""), asked),
        "problem": problem,
        "is_own_page": request.link.purpose == PAGE_PURPOSE,
        **ways_on(
            request, reader(request.link, asked.organisation), is_answered=is_over or asked.state != HostState.ASKED
        ),
        **forms,
    }
    return render(request, "meetings/link_host.html", context)
