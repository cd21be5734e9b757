"""A greeting as it will be received: the mail in both bodies, the letter, and the page behind the button."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
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

from .. import greeting_words
from ..documents import greeting as documents
from ..forms.page import HandOnForm
from ..mails import greeting as mails
from ..models import Greeting, Organisation
from ..queries import greeting as queries
from ..queries.greeting import Receiver
from . import own
from .way import to_partners, url

REMINDER = "erinnerung"


def preview_url(request: WorkspaceRequest, organisation_id: int) -> str:
    return url(request, "workspace_greeting_preview", organisation_id)


def preview(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    """Show what one partner would get."""
    receiver = _receiver(organisation_id)
    letter = example(request, receiver)
    opened = received.opened("", outgoing.message(_mail(request, letter)).message().as_bytes()) if letter else None
    context = {
        "title": _("Vorschau: %(partner)s") % {"partner": receiver.organisation.name},
        "breadcrumb": (*to_partners(request), Link(_("Begrüßen"), url(request, "workspace_greet"))),
        "mail": opened,
        "takes_letter": queries.takes_letter(receiver),
        "facts": shown.facts(opened) if opened else [],
        "html_url": url(request, "workspace_greeting_preview_mail", organisation_id) + _kind(request),
        "letter_url": url(request, "workspace_greeting_preview_letter", organisation_id),
        "page_url": url(request, "workspace_greeting_preview_page", organisation_id),
        "kinds": _kinds(request) if letter else [],
    }
    return shown.mail_page(request, "partners/greeting_preview.html", context)


def preview_mail(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    """The HTML part alone, for the frame."""
    letter = example(request, _receiver(organisation_id))
    if letter is None:
        raise Http404
    return shown.html_alone(received.opened("", outgoing.message(_mail(request, letter)).message().as_bytes()))


def preview_letter(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    """The letter to one partner as PDF, as it would be printed."""
    receiver = _receiver(organisation_id)
    data = documents.letters_data(
        [(receiver.organisation, receiver.person)],
        alliance=request.alliance.name,
        text=queries.text_of(queries.current_run()),
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


def preview_page(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    """The page behind the button, as the partner will see it; nothing on it can be sent."""
    receiver = _receiver(organisation_id)
    organisation = receiver.organisation
    asked = Greeting(organisation=organisation, person=receiver.person)
    owns = own.owns_of(
        [organisation],
        person_of=lambda _organisation: receiver.person,
        greetings={organisation.pk: asked},
        wording=greeting_words.naming_wording(request.alliance.name),
    )
    note = _("Das ist nur die Vorschau: Hier wird nichts gespeichert.") if request.method == "POST" else ""
    context = {
        "frame": _frame(request),
        "alliance": request.alliance,
        "owns": own.prepared(owns, request.GET, name=receiver.person.name if receiver.person else ""),
        "practises": True,
        "note": note,
        "hand_on": HandOnForm(),
    }
    return render(request, "partners/link_greeting.html", context)


def example(request: WorkspaceRequest, receiver: Receiver) -> Letter | None:
    """Return the mail of one partner; its button opens the preview of the page. None for one that takes no mail."""
    if receiver.person is None or not queries.takes_mail(receiver):
        return None
    run, is_reminder = queries.current_run(), request.GET.get("art") == REMINDER
    return mails.example_letter(
        queries.asked_together(receiver),
        receiver.person,
        text=queries.reminder_of(run) if is_reminder else queries.text_of(run),
        url=absolute(url(request, "workspace_greeting_preview_page", receiver.organisation.pk)),
        is_reminder=is_reminder,
    )


def _mail(request: WorkspaceRequest, letter: Letter) -> Mail:
    mail = rendered(Mail, letter, sender=request.alliance.name)
    mail.created_at = timezone.now()
    return mail


def _receiver(organisation_id: int) -> Receiver:
    return queries.receiver_of(get_object_or_404(Organisation, pk=organisation_id))


def _kind(request: WorkspaceRequest) -> str:
    return f"?art={REMINDER}" if request.GET.get("art") == REMINDER else ""


def _kinds(request: WorkspaceRequest) -> list[Link]:
    reminds = request.GET.get("art") == REMINDER
    return [
        Link(_("Gruß"), request.path, current=not reminds),
        Link(_("Erinnerung"), f"{request.path}?art={REMINDER}", current=reminds),
    ]


def _frame(request: WorkspaceRequest) -> SlimFrame:
    return SlimFrame(title=_("Vorschau"), site=_("Lokale Bündnisse für Familie"), brand=request.alliance.name)
