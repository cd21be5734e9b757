"""What an alliance has decided, as far as everybody may know it."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.public import PublicAlliance
from drehscheibe.kit.pages.page import Page, rendered
from drehscheibe.work.resolutions import public

from .. import frame

PAGE = "beschluesse/"


def decisions(request: HttpRequest, found: PublicAlliance) -> Page:
    """Show the public decisions by year; an alliance that shows none has no such page."""
    years = public.public_decisions(found.alliance_id)
    if not years:
        raise Http404
    context = {
        "frame": frame.site(found, _("Beschlüsse"), page=PAGE),
        "found": found,
        "years": years,
        **frame.german(),
    }
    return rendered("portal/decisions.html", context, reads=found.reads)
