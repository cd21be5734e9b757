"""Friendly pages for addresses where nothing is."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import frame


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here, whatever the reason, and offer the search."""
    context = {"frame": frame.slim(_("Diese Seite gibt es nicht")), "finder_url": reverse("finder")}
    return HttpResponse(render_to_string("portal/not_found.html", context), status=404)
