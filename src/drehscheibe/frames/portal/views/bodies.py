"""The groups of an alliance that everybody may know of."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.public import PublicAlliance
from drehscheibe.kit.pages.page import Page, rendered
from drehscheibe.work.bodies import public

from .. import frame

PAGE = "gruppen/"


def bodies(request: HttpRequest, found: PublicAlliance) -> Page:
    """Show who works on what, and that whoever wants can join."""
    groups = public.bodies_of(found.alliance_id)
    if not groups:
        raise Http404
    context = {
        "frame": frame.site(found, _("Unsere Gruppen"), page=PAGE),
        "found": found,
        "groups": groups,
        "join_url": frame.site_url(found.slug, "mitmachen/"),
        **frame.german(),
    }
    return rendered("portal/bodies.html", context, reads=found.reads)
