"""The page behind an invitation: made for a phone with one hand free, without a menu, scripts or an account."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import LinkRequest, notice
from drehscheibe.kit.addresses import absolute
from drehscheibe.kit.calendar.entries import Method
from drehscheibe.kit.editing import posted
from drehscheibe.kit.tables import file_response

from .. import access, wording
from .. import invitation_words as words
from ..actions import replies as actions
from ..exports import calendar
from ..forms.replies import HandOnForm, ReplyForm, answered_with
from ..mails.invitation import answer_named
from ..models import Invitee, Meeting
from ..queries import inviting as queries
from ..queries.agenda import agenda
from ..queries.invitations import invitee_of
from ..vocabulary import THERE, Answer, MeetingState, ReplyChannel
from .way import slim
from .ways_on import to_own_page, ways_on

MAP = "https://www.openstreetmap.org/search?query="


@dataclass(slots=True)
class Desk:
    """One opening of the page: who is invited, through which link, or only looked at as a preview."""

    request: Any
    invitee: Invitee
    brand: Any
    recipient_name: str = ""
    is_preview: bool = False

    @property
    def meeting(self) -> Meeting:
        return self.invitee.meeting


def invitation(request: LinkRequest) -> HttpResponse:
    """Show the invitation and take the answer; opening changes nothing, however many scanners do."""
    invitee = invitee_of(request.link.subject_id)
    return _opened(request, invitee) if invitee else gone(request)


def on_own_page(request: LinkRequest, invitee_id: int) -> HttpResponse:
    """The same, reached from somebody's own page."""
    invitee = invitee_of(invitee_id)
    if invitee is None or invitee.person_id != request.link.subject_id:
        raise Http404
    return _opened(request, invitee)


def renew(request: LinkRequest) -> HttpResponse:
    """Offer a new link to the same address; a post sends it, once."""
    invitee = invitee_of(request.link.subject_id)
    if invitee is None:
        return gone(request)
    if request.method == "POST":
        actions.renew_invitation(invitee, request.link)
    context = {"frame": slim(request, _("Neuer Link")), "is_sent": actions.is_renewed(request.link)}
    return render(request, "partners/link_expired.html", context)


def gone(request: LinkRequest) -> HttpResponse:
    return notice(request, 410, _("Dieser Link gilt nicht mehr. Bitte fragen Sie die Koordination nach einem neuen."))


def _opened(request: LinkRequest, invitee: Invitee) -> HttpResponse:
    require(access.can_answer(request.link, invitee))
    desk = Desk(request, invitee, slim(request, invitee.meeting.title), request.link.recipient_name)
    if "kalender" in request.GET:
        return _calendar(desk)
    if request.method == "POST":
        return _act(desk)
    return page(desk)


def _act(desk: Desk) -> HttpResponse:
    match desk.request.POST.get("tun"):
        case "nicht-ich":
            return _report(desk)
        case "weitergeben":
            return _hand_on(desk)
        case "meine-seite":
            return to_own_page(desk.request, desk.invitee.person)
    return _answer(desk)


def _answer(desk: Desk) -> HttpResponse:
    form = ReplyForm(posted(desk.request), meeting=desk.meeting)
    if form.is_valid():
        try:
            actions.answer(desk.invitee, form.said, channel=ReplyChannel.LINK, by=desk.request.link)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return HttpResponseRedirect(f"{desk.request.path}?getan=1#gespeichert")
    return page(desk, form=form)


def page(
    desk: Desk, *, form: ReplyForm | None = None, hand_on: HandOnForm | None = None, note: str = ""
) -> HttpResponse:
    """Show the page, for an invitation that may be answered, is over, or is only looked at."""
    meeting, row = desk.meeting, desk.invitee
    is_open = queries.is_open_to_answers(meeting) or desk.is_preview
    shown, plan = form or _form(desk), agenda(meeting, by=row)
    context = {
        "frame": desk.brand,
        "meeting": meeting,
        "for_whom": row.organisation.name if row.organisation else row.name,
        "date": words.long_day(meeting),
        "hours": words.hours(meeting),
        "place": words.place_line(meeting),
        "map_url": MAP + quote(query) if (query := words.map_query(meeting)) else "",
        "way": [*words.way_lines(meeting), *words.offer_lines(meeting)],
        "until": words.until(meeting.reply_by) if meeting.reply_by else "",
        "lines": [(wording.clock(line.starts_at), line) for line in plan.lines],
        "papers": [*plan.papers, *(paper for line in plan.lines for paper in line.papers)],
        "saved": _saved(row) if row.answer and not row.is_to_old_date else "",
        "is_new": "getan" in desk.request.GET,
        "is_changing": _wants(desk) not in {Answer.NONE, row.answer},
        "old_answer": Answer(row.answer).label if row.is_to_old_date else "",
        "stand": "" if is_open else _why_closed(meeting),
        "is_open": is_open,
        "form": shown,
        "is_wide": bool(shown.errors) or any(shown[name].value() for name in ("count", "needs", "wish")),
        "hand_on": hand_on or HandOnForm(),
        "note": note,
        "practises": meeting.is_practice or desk.is_preview,
        "is_preview": desk.is_preview,
        "is_cancelled": meeting.state == MeetingState.CANCELLED,
        "is_past": meeting.ends_at < timezone.now(),
        **_ways_on(desk),
    }
    return render(desk.request, "meetings/link_invitation.html", context)


def _form(desk: Desk) -> ReplyForm:
    row = desk.invitee
    initial = answered_with(row, desk.meeting)
    initial["said_by"] = desk.recipient_name
    if _wants(desk):
        initial["antwort"] = desk.request.GET["antwort"]
    return ReplyForm(initial=initial, meeting=desk.meeting)


def _wants(desk: Desk) -> Answer:
    """Return which button of the mail led here; it only chooses, the post answers."""
    return answer_named(desk.request.GET.get("antwort", ""))


def _saved(row: Invitee) -> str:
    """Return what is stored, in one sentence, with the day."""
    said = {
        Answer.COMING: _("Sie kommen."),
        Answer.ONLINE: _("Sie sind online dabei."),
        Answer.PROXY: _("Sie schicken eine Vertretung."),
        Answer.EXCUSED: _("Sie sind entschuldigt."),
    }[Answer(row.answer)]
    parts = [said]
    if row.answer == Answer.PROXY and row.proxy_name:
        parts = [_("Für Sie kommt %(name)s.") % {"name": row.proxy_name}]
    if row.answer in THERE and row.count > 1:
        parts.append(_("%(count)s Personen.") % {"count": row.count})
    parts += [_("Notiert: %(text)s.") % {"text": text.rstrip(".")} for text in (row.needs, row.wish) if text]
    return " ".join(parts)


def _why_closed(meeting: Meeting) -> str:
    if meeting.state == MeetingState.CANCELLED:
        reason = meeting.cancel_reason or _("Sie brauchen nichts zu tun.")
        return _("Dieser Termin ist abgesagt. %(reason)s") % {"reason": reason}
    if meeting.state == MeetingState.DRAFT:
        return _("Zu diesem Termin ist gerade niemand eingeladen.")
    return _("Das Treffen hat begonnen oder ist vorbei. Ihre Antwort lässt sich nicht mehr ändern.")


def _ways_on(desk: Desk) -> dict[str, Any]:
    """Return where to go from here: the calendar, and what else is open for whom the link was sent to."""
    if desk.is_preview:
        return {}
    return {"calendar_url": "?kalender=1", **ways_on(desk.request, desk.invitee.person)}


def _calendar(desk: Desk) -> HttpResponse:
    """Hand out the entry for one's own calendar; it asks for no answer, since she is just giving it here."""
    method: Method = "CANCEL" if desk.meeting.state == MeetingState.CANCELLED else "PUBLISH"
    made = calendar.attachment(desk.meeting, method=method, url=absolute(desk.request.path))
    return file_response(made.content, name=made.name, content_type=made.type)


def _report(desk: Desk) -> HttpResponse:
    actions.report_invitation(desk.invitee, desk.request.link)
    text = _("Danke für den Hinweis. Der Link gilt jetzt nicht mehr. Sonst hat sich nichts geändert.")
    context = {"frame": slim(desk.request, _("Danke")), "heading": _("Danke"), "text": text}
    return render(desk.request, "ui/notice.html", context)


def _hand_on(desk: Desk) -> HttpResponse:
    form = HandOnForm(posted(desk.request))
    if not form.is_valid():
        return page(desk, hand_on=form)
    actions.hand_on(
        desk.invitee, name=form.cleaned_data["name"], email=form.cleaned_data["email"], by=desk.request.link
    )
    return page(desk, note=_("Danke. Die Koordination weiß jetzt, wen sie einladen soll."))
