"""The frame of the set-up: one column, no menu, nothing to get lost in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from drehscheibe.kit.addresses import local
from drehscheibe.kit.ui.frames import Link, SlimFrame

from .. import queries


def slim_frame(title: str) -> SlimFrame:
    site = _("Lokale Bündnisse für Familie")
    footer = (Link(_("Impressum"), local("/impressum/")), Link(_("Datenschutz"), local("/datenschutz/")))
    return SlimFrame(title=title, site=site, brand=site, home_url=local("/"), footer=footer)


def go_on(request: HttpRequest) -> HttpResponse:
    """Lead to where the set-up goes on."""
    return redirect(queries.next_step())
