"""Small texts around an alliance's page: joining, who is responsible, privacy, easy language."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.public import PublicAlliance
from drehscheibe.kit.pages.page import Page, rendered

from .. import frame, profile, rules
from .alliance import urls


def join(request: HttpRequest, found: PublicAlliance) -> Page:
    contacts = profile.contacts(found.document.contact_points)
    return _page(found, "mitmachen/", "portal/site_join.html", _("Mitmachen"), contacts=contacts)


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
        "operator": {
            "name": settings.OPERATOR_NAME,
            "address": settings.OPERATOR_ADDRESS,
            "email": settings.OPERATOR_EMAIL,
        },
        **frame.german(),
    }
    return rendered(template, own | context, reads=found.reads)
