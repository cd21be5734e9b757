"""The demo mailbox `/postfach/`. Everywhere else than on the demo's own machine it does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.kit.addresses import local
from drehscheibe.kit.ui.frames import Link, PublicFrame
from drehscheibe.kit.ui.parts import Column, Fact

from . import mailbox
from .access import may_open_mailbox
from .forms import ReceiverFilter

# A mail brings its styles along; it may show pictures of the site, and nothing else.
_MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self';"
    " sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)


def _demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_open_mailbox(request):
            raise Http404
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    return guarded


@_demo_only
def mail_list(request: HttpRequest) -> HttpResponse:
    form = ReceiverFilter(request.GET, receivers=mailbox.receivers())
    receiver = form.cleaned_data["an"] if form.is_valid() else ""
    lines = mailbox.received(by=receiver)
    context = {
        "frame": _frame(_("Postfach der Vorführung")),
        "form": form,
        "result": ngettext("%(number)s E-Mail", "%(number)s E-Mails", len(lines)) % {"number": len(lines)},
        "chips": [Link(receiver, reverse("mailbox"))] if receiver else [],
        "columns": [Column(_("Betreff")), Column(_("An")), Column(_("Von")), Column(_("Gesendet"))],
        "rows": [_row(line) for line in lines],
    }
    return render(request, "outbox/mailbox.html", context)


@_demo_only
def mail_page(request: HttpRequest, key: str) -> HttpResponse:
    mail = _mail_or_404(key)
    response = render(
        request,
        "outbox/mailbox_mail.html",
        {
            "frame": _frame(mail.line.subject),
            "mail": mail,
            "key": key,
            "facts": _facts(mail),
            "parts": _parts(key, mail),
        },
    )
    response.headers["Content-Security-Policy"] = f"{settings.CONTENT_SECURITY_POLICY}; frame-src 'self'"
    return response


@_demo_only
def mail_html(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML part alone, for the frame on the mail's page; it can neither run scripts nor load from elsewhere."""
    response = HttpResponse(mailbox.with_links_to_top(_mail_or_404(key).html))
    response.headers["Content-Security-Policy"] = _MAIL_POLICY
    response.xframe_options_exempt = True  # read by the headers' middleware
    return response


@_demo_only
def mail_attachment(request: HttpRequest, key: str, number: int) -> HttpResponse:
    parts = _mail_or_404(key).parts
    if not 0 < number <= len(parts):
        raise Http404
    part = parts[number - 1]
    response = HttpResponse(part.content, content_type=part.type)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=part.name) or ""
    return response


def _mail_or_404(key: str) -> mailbox.Opened:
    if (mail := mailbox.opened(key)) is None:
        raise Http404
    return mail


def _frame(title: str) -> PublicFrame:
    return PublicFrame(
        title=title,
        site=_("Vorführung"),
        brand=_("Postfach der Vorführung"),
        brand_note=_("Nur auf diesem Rechner"),
        home_url=reverse("mailbox"),
        nav=(Link(_("Zur Startseite"), local("/")), Link(_("Zu Ihrem Konto"), local("/konto/"))),
        indexed=False,
        stylesheets=(static("outbox/css/mailbox.css"),),
    )


def _row(line: mailbox.Received) -> tuple[Link, str, str, str]:
    page = reverse("mailbox_mail", kwargs={"key": line.key})
    return Link(line.subject, page), ", ".join(line.receivers), line.sender, _time(line)


def _time(line: mailbox.Received) -> str:
    return date_format(localtime(line.at), "j. F Y, H:i:s")


def _facts(mail: mailbox.Opened) -> list[Fact]:
    return [
        Fact(_("Von"), mail.line.sender),
        Fact(_("An"), dict(mail.headers).get("To", "")),
        Fact(_("Antwort an"), dict(mail.headers).get("Reply-To", "")),
        Fact(_("Gesendet"), _time(mail.line)),
    ]


def _parts(key: str, mail: mailbox.Opened) -> list[Link]:
    return [
        Link(part.name, reverse("mailbox_attachment", kwargs={"key": key, "number": number}))
        for number, part in enumerate(mail.parts, start=1)
    ]
