"""The portal's own texts: what alliances are, how to join, and what the law asks for."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.vocabulary import Field
from drehscheibe.ground.instance.queries import READS, operator
from drehscheibe.ground.territories.geo import MAP_CREDIT
from drehscheibe.kit import forms as kit_forms
from drehscheibe.kit.editing import posted
from drehscheibe.kit.pages.page import Page, rendered
from drehscheibe.kit.ui.frames import Link

from .. import frame, mails
from ..forms import BarrierForm
from .inquiries import KEEP_FORM


def about(request: HttpRequest) -> Page:
    finder_url = reverse("finder")
    fields = [Link(str(label), f"{finder_url}?feld={code}") for code, label in Field.choices]
    description = _("Wer in einem Bündnis mitarbeitet, was es tut und was es bringt.")
    return _page("about", _("Was Bündnisse für Familie tun"), description=description, fields=fields)


def join(request: HttpRequest) -> Page:
    return _page("join", _("Mitmachen"), description=_("So machen Sie in einem Bündnis mit oder gründen eines."))


def easy(request: HttpRequest) -> Page:
    """Show what this site is in easy language; it stays German in every language."""
    return _page("easy", _("Leichte Sprache"))


def sign(request: HttpRequest) -> Page:
    return _page("sign", _("Gebärdensprache"), video_url=settings.SIGN_LANGUAGE_URL)


def imprint(request: HttpRequest) -> Page:
    return _page("imprint", _("Impressum"), map_credit=MAP_CREDIT)


def privacy(request: HttpRequest) -> Page:
    return _page("privacy", _("Datenschutz"))


def accessibility(request: HttpRequest) -> Page:
    page = _context("accessibility", _("Barrierefreiheit")) | {"form": BarrierForm()}
    return rendered("portal/accessibility.html", page, reads=(READS,), valid_until=timezone.now() + KEEP_FORM)


def report_barrier(request: HttpRequest) -> HttpResponse:
    """Send a reported barrier to the operator; a robot gets the same calm page as everybody else."""
    form = BarrierForm(posted(request))
    thanks = HttpResponseRedirect(reverse("accessibility_done"), status=303)
    if form.is_from_robot:
        return thanks
    if not form.is_valid():
        context = _context("accessibility", _("Barrierefreiheit")) | {"form": form}
        return HttpResponse(render_to_string("portal/accessibility.html", context), status=422)
    values = {key: form.cleaned_data[key] for key in ("text", "page", "sender_name", "sender_email")}
    if kit_forms.first_time("barrier", *values.values()):
        mails.queue_barrier_report(**values)
    return thanks


def accessibility_done(request: HttpRequest) -> Page:
    return _page("accessibility", _("Danke"), template="portal/done.html", indexed=False, home_url=reverse("start"))


def _page(
    name: str, title: str, *, template: str = "", description: str = "", indexed: bool = True, **context: Any
) -> Page:
    own = _context(name, title, description=description, indexed=indexed)
    return rendered(template or f"portal/{name}.html", own | context, reads=(READS,))


def _context(name: str, title: str, *, description: str = "", indexed: bool = True) -> dict[str, Any]:
    return {
        "frame": frame.portal(title, _german_path(name), menu=name, description=description, indexed=indexed),
        "operator": operator(),
        "receiver": _("die Redaktion dieses Portals"),
        **frame.german(),
    }


def _german_path(name: str) -> str:
    """Return a page's address without a language."""
    prefix = reverse("start")
    return "/" + reverse(name).removeprefix(prefix)
