"""An invitation as it will be received: the mail in both bodies, the letter, and all of it on a phone."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox import outgoing, received
from drehscheibe.ground.outbox.letters import Letter, rendered
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.outbox.views import shown
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.addresses import absolute
from drehscheibe.kit.typst.render import Unprintable
from drehscheibe.kit.ui.frames import Link, SlimFrame

from ..documents import invitation as documents
from ..mails import invitation as mails
from ..models import Invitee, Meeting
from ..queries import inviting as queries
from ..queries.people import address_of, names_of, on_list
from ..vocabulary import Channel, MailKind
from .link_invitation import Desk, page
from .way import own_meeting, to_meeting, url

LETTER, PHONE = "brief", "telefon"


def preview_url(request: WorkspaceRequest, row: Invitee) -> str:
    return url(request, "workspace_meeting_preview", row.meeting_id, row.pk)


def preview(request: WorkspaceRequest, meeting_id: int, invitee_id: int) -> HttpResponse:
    """Show what one person would get, in tabs: mail, letter, phone."""
    meeting, row = _asked(request, meeting_id, invitee_id)
    letter, way = example(request, meeting, row), queries.way_of(row)
    tab = request.GET.get("art", "" if way == Channel.MAIL else LETTER)
    opened = received.opened("", outgoing.message(_mail(request, letter)).message().as_bytes()) if letter else None
    context: dict[str, Any] = {
        "title": _("Vorschau: %(name)s") % {"name": names_of(row)[0]},
        "breadcrumb": (
            *to_meeting(request, meeting),
            Link(_("Einladen"), url(request, "workspace_meeting_invite", meeting.pk)),
        ),
        "tabs": _tabs(request, tab),
        "tab": tab,
        "mail": opened,
        "facts": shown.facts(opened) if opened else [],
        "attachments": [part.name for part in opened.parts] if opened else [],
        "takes_letter": way == Channel.LETTER,
        "takes_call": way == Channel.NONE,
        "html_url": url(request, "workspace_meeting_preview_mail", meeting.pk, row.pk),
        "letter_url": url(request, "workspace_meeting_preview_letter", meeting.pk, row.pk),
        "page_url": url(request, "workspace_meeting_preview_page", meeting.pk, row.pk),
    }
    return shown.mail_page(request, "meetings/invite_preview.html", context)


def _tabs(request: WorkspaceRequest, tab: str) -> list[Link]:
    return [
        Link(_("E-Mail"), request.path + "?art=mail", current=tab not in {LETTER, PHONE}),
        Link(_("Brief"), f"{request.path}?art={LETTER}", current=tab == LETTER),
        Link(_("Telefon"), f"{request.path}?art={PHONE}", current=tab == PHONE),
    ]


def preview_mail(request: WorkspaceRequest, meeting_id: int, invitee_id: int) -> HttpResponse:
    """The HTML part alone, for the frame."""
    meeting, row = _asked(request, meeting_id, invitee_id)
    letter = example(request, meeting, row)
    if letter is None:
        raise Http404
    return shown.html_alone(received.opened("", outgoing.message(_mail(request, letter)).message().as_bytes()))


def preview_letter(request: WorkspaceRequest, meeting_id: int, invitee_id: int) -> HttpResponse:
    """The letter to one partner as PDF, as it would be printed."""
    meeting, row = _asked(request, meeting_id, invitee_id)
    data = documents.letters_data(
        meeting,
        [row],
        kind=MailKind.INVITATION,
        alliance=request.alliance.name,
        on=timezone.localdate(),
        signed_by=request.member.name,
    )
    try:
        pdf = documents.pdf(data)
    except Unprintable as unknown:
        return render(request, "ui/notice.html", {"text": unknown.advice, "frame": _frame(request)})
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="brief.pdf"'
    return response


def preview_page(request: WorkspaceRequest, meeting_id: int, invitee_id: int) -> HttpResponse:
    """The page behind the buttons, as she will see it; nothing on it can be sent."""
    meeting, row = _asked(request, meeting_id, invitee_id)
    row.meeting = meeting
    note = _("Das ist nur die Vorschau: Hier wird nichts gespeichert.") if request.method == "POST" else ""
    name = row.person.name if row.person else row.name
    response = page(Desk(request, row, _frame(request), name, is_preview=True), note=note)
    response.xframe_options_exempt = True  # read by the headers' middleware
    policy = settings.CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    response.headers["Content-Security-Policy"] = policy
    return response


def example(request: WorkspaceRequest, meeting: Meeting, row: Invitee) -> Letter | None:
    """Return the mail of one person, for all her partners; None for one that takes no mail."""
    if queries.way_of(row) != Channel.MAIL:
        return None
    together = [one for one in on_list(meeting) if address_of(one).casefold() == address_of(row).casefold()]
    together = [one for one in together if queries.way_of(one) == Channel.MAIL] or [row]
    for one in together:
        one.meeting = meeting
    return mails.example_letter(
        together,
        kind=MailKind.INVITATION,
        said=mails.invitation_said(meeting),
        url=absolute(url(request, "workspace_meeting_preview_page", meeting.pk, row.pk)),
    )


def _mail(request: WorkspaceRequest, letter: Letter) -> Mail:
    mail = rendered(Mail, letter, sender=request.alliance.name)
    mail.created_at = timezone.now()
    return mail


def _asked(request: WorkspaceRequest, meeting_id: int, invitee_id: int) -> tuple[Meeting, Invitee]:
    meeting = own_meeting(request, meeting_id)
    row = on_list(meeting).filter(pk=invitee_id).first()
    if row is None:
        raise Http404
    return meeting, row


def _frame(request: WorkspaceRequest) -> SlimFrame:
    return SlimFrame(title=_("Vorschau"), site=_("Lokale Bündnisse für Familie"), brand=request.alliance.name)
