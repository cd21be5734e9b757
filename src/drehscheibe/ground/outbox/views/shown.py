"""One mail as received, for every page that shows one: both bodies, headers, attachments."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.received import Opened, Part, with_links_to_top
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Fact

# A mail brings its styles along; it may show pictures of the site, and nothing else.
_MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self';"
    " sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)
_NARROW = "schmal"


def mail_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render a page that shows a mail in a frame; the frame is as narrow as a phone where the address asks for it."""
    narrow = request.GET.get("breite") == _NARROW
    widths = (
        Link(_("Breit, wie am Rechner"), request.path, current=not narrow),
        Link(_("Schmal, wie am Telefon"), f"{request.path}?breite={_NARROW}", current=narrow),
    )
    response = render(request, template, {**context, "narrow": narrow, "widths": widths})
    response.headers["Content-Security-Policy"] = f"{settings.CONTENT_SECURITY_POLICY}; frame-src 'self'"
    return response


def html_alone(mail: Opened) -> HttpResponse:
    """Return the HTML part for the frame; it can neither run scripts nor load from elsewhere."""
    response = HttpResponse(with_links_to_top(mail.html))
    response.headers["Content-Security-Policy"] = _MAIL_POLICY
    response.xframe_options_exempt = True  # read by the headers' middleware
    return response


def attachment(mail: Opened, number: int) -> HttpResponse:
    """Return the attachment of that number, counted from one; raise Http404 where there is none."""
    if not 0 < number <= len(mail.parts):
        raise Http404
    part: Part = mail.parts[number - 1]
    response = HttpResponse(part.content, content_type=part.type)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=part.name) or ""
    return response


def facts(mail: Opened) -> list[Fact]:
    return [
        Fact(_("Von"), mail.header("From")),
        Fact(_("An"), mail.header("To")),
        Fact(_("Antwort an"), mail.header("Reply-To")),
        Fact(_("Betreff"), mail.header("Subject")),
        Fact(_("Gesendet"), date_format(localtime(mail.line.at), "j. F Y, H:i:s")),
    ]


def parts(mail: Opened, address: Callable[[int], str]) -> list[Link]:
    """Return the attachments as links; `address` gives that of a number."""
    return [Link(part.name, address(number)) for number, part in enumerate(mail.parts, start=1)]
