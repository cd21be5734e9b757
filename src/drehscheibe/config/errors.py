"""Pages for what went wrong. The one for 500 needs no database, no session and no request."""

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from drehscheibe.frames.portal.views import errors as portal
from drehscheibe.frames.workspace import kept
from drehscheibe.frames.workspace.middleware import ROOMS
from drehscheibe.kit.addresses import local
from drehscheibe.kit.forms import same_origin
from drehscheibe.kit.ui.frames import Link, SlimFrame

_PRIVATE = (ROOMS, "/konto/", "/amt/", "/link/", "/postfach/", "/betrieb/")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say the same for what is not there and for what is not hers; the portal offers its search."""
    if not request.path_info.startswith(_PRIVATE):
        return portal.not_found(request, exception)
    text = _("Hier ist nichts. Vielleicht wurde es entfernt, oder die Adresse ist nicht vollständig.")
    return _notice(
        HTTPStatus.NOT_FOUND, _("Diese Seite gibt es nicht"), text, Link(_("Zu Ihrem Konto"), local("/konto/"))
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("Dafür fehlt Ihnen eine Rolle. Die Koordination Ihres Bündnisses kann sie Ihnen geben.")
    return _notice(
        HTTPStatus.FORBIDDEN, _("Das dürfen Sie hier nicht"), text, Link(_("Zu Ihrem Konto"), local("/konto/"))
    )


def broken(request: HttpRequest) -> HttpResponse:
    text = _("Das liegt an uns, nicht an Ihnen. Bitte versuchen Sie es in ein paar Minuten noch einmal.")
    return _notice(
        HTTPStatus.INTERNAL_SERVER_ERROR, _("Da ist etwas schiefgegangen"), text, Link(_("Zur Startseite"), local("/"))
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Hand a form of our own back to be sent once more; refuse one that another site sent."""
    if request.path_info.startswith(ROOMS) and same_origin(request) and kept.typed(request):
        return kept.page_is_too_old(request)
    return _once_more(HTTPStatus.FORBIDDEN)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a text of megabytes, and what no browser sends from our forms: too many fields, a foreign host's name."""
    if isinstance(exception, RequestDataTooBig):
        text = _("Das war mehr Text, als wir auf einmal annehmen. Teilen Sie ihn, oder laden Sie ihn als Datei hoch.")
        return _notice(
            HTTPStatus.BAD_REQUEST, _("Bitte weniger auf einmal"), text, Link(_("Zur Startseite"), local("/"))
        )
    return _once_more(HTTPStatus.BAD_REQUEST)


def _once_more(status: HTTPStatus) -> HttpResponse:
    text = _("Bitte öffnen Sie die Seite neu und senden Sie das Formular dann noch einmal ab.")
    return _notice(status, _("Bitte noch einmal"), text, Link(_("Zur Startseite"), local("/")))


def _notice(status: HTTPStatus, heading: str, text: str, link: Link) -> HttpResponse:
    site = _("Lokale Bündnisse für Familie")
    frame = SlimFrame(title=heading, site=site, brand=site, home_url=local("/"))
    page = render_to_string("ui/notice.html", {"frame": frame, "heading": heading, "text": text, "link": link})
    return HttpResponse(page, status=status)
