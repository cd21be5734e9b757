"""The page that hands a form back which could not be taken."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from drehscheibe.kit.addresses import local
from drehscheibe.kit.ui.frames import SlimFrame

from .context import site_name

_LONG_ENOUGH_TO_SHOW = 20


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what the form held, but for its token."""
    return [
        (name, value) for name in request.POST for value in request.POST.getlist(name) if name != "csrfmiddlewaretoken"
    ]


def session_is_over(request: HttpRequest, *, login_url: str) -> HttpResponse:
    """Hand the form back to somebody who has to log in first."""
    heading = _("Ihr Text ist noch da")
    text = _("Ihre Anmeldung ist abgelaufen, bevor wir speichern konnten. So geht nichts verloren:")
    return _page(request, heading=heading, text=text, login_url=login_url)


def page_is_too_old(request: HttpRequest) -> HttpResponse:
    """Hand the form back to somebody who is logged in, but whose page is older than the login."""
    heading = _("Soll das gespeichert werden?")
    text = _(
        "Sie haben sich neu angemeldet, seit diese Seite offen ist. Zur Sicherheit fragen wir deshalb einmal nach."
    )
    return _page(request, heading=heading, text=text, login_url="")


def _page(request: HttpRequest, *, heading: str, text: str, login_url: str) -> HttpResponse:
    pairs = typed(request)
    context = {
        "frame": SlimFrame(title=heading, site=site_name(), brand=site_name(), home_url=local("/")),
        "heading": heading,
        "text": text,
        "pairs": pairs,
        "texts": [(name, value) for name, value in pairs if len(value) >= _LONG_ENOUGH_TO_SHOW],
        "action": request.get_full_path(),
        "login_url": login_url,
        "login_label": _("Anmelden"),
        "send_label": _("Noch einmal absenden"),
        "files": bool(request.FILES),
    }
    return render(request, "ui/kept.html", context, status=403)
