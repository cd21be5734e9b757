"""Small texts around an alliance's page: who is responsible, privacy, easy language."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.public import PublicAlliance
from drehscheibe.ground.instance.queries import READS, operator
from drehscheibe.kit.pages.page import Page, look_before, rendered

from .. import ended, frame, queries, rules
from .alliance import urls


def over(request: HttpRequest, found: PublicAlliance, *, page: str) -> Page:
    """Say where to turn, in the place of a page about taking part in an alliance that is over."""
    context = ended.context(found, queries.regions(look_before(request).rare), page=page)
    return rendered(ended.TEMPLATE, context, reads=(*found.reads, *ended.reads(found)))


def easy(request: HttpRequest, found: PublicAlliance) -> Page:
    if not found.document.easy_language:
        raise Http404
    text = rules.paragraphs(found.document.easy_language)
    return _page(found, "leichte-sprache/", "portal/site_easy.html", _("Leichte Sprache"), paragraphs=text)


def imprint(request: HttpRequest, found: PublicAlliance) -> Page:
    return _page(found, "impressum/", "portal/site_imprint.html", _("Impressum"))


def privacy(request: HttpRequest, found: PublicAlliance) -> Page:
    return _page(found, "datenschutz/", "portal/site_privacy.html", _("Datenschutz"))


def _page(found: PublicAlliance, page: str, template: str, title: str, **context: Any) -> Page:
    own = {
        "frame": frame.site(found, title, page=page),
        "found": found,
        "profile": found.document,
        "urls": urls(found),
        "operator": operator(),
        **frame.german(),
    }
    return rendered(template, own | context, reads=(*found.reads, READS))
