"""The demo mailbox `/postfach/`. Everywhere else than on the demo's own machine it does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox import mailbox
from drehscheibe.ground.outbox.access import may_open_mailbox
from drehscheibe.ground.outbox.forms import ReceiverFilter
from drehscheibe.ground.outbox.received import Opened, Received
from drehscheibe.kit.addresses import local
from drehscheibe.kit.ui.frames import Link, PublicFrame
from drehscheibe.kit.ui.parts import Column

from . import shown


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
    context = {
        "frame": _frame(mail.line.subject),
        "mail": mail,
        "facts": shown.facts(mail),
        "html_url": reverse("mailbox_html", args=[key]),
        "parts": shown.parts(mail, lambda number: reverse("mailbox_attachment", args=[key, number])),
    }
    return shown.mail_page(request, "outbox/mailbox_mail.html", context)


@_demo_only
def mail_html(request: HttpRequest, key: str) -> HttpResponse:
    return shown.html_alone(_mail_or_404(key))


@_demo_only
def mail_attachment(request: HttpRequest, key: str, number: int) -> HttpResponse:
    return shown.attachment(_mail_or_404(key), number)


def _mail_or_404(key: str) -> Opened:
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


def _row(line: Received) -> tuple[Link, str, str, str]:
    page = reverse("mailbox_mail", kwargs={"key": line.key})
    return (
        Link(line.subject, page),
        ", ".join(line.receivers),
        line.sender,
        date_format(localtime(line.at), "j. F Y, H:i:s"),
    )
