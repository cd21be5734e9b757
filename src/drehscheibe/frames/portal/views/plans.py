"""What an alliance means to do in a year, as far as it shows that."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.public import PublicAlliance
from drehscheibe.kit.pages.page import Page, rendered
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.plans.public.plan import PublicPlan, public_plan

from .. import frame

PAGE = "jahresplan/"


def plan(request: HttpRequest, found: PublicAlliance, year: int) -> Page:
    """Show the agreed plan of a year; 404 where there is none that everybody may see."""
    shown = public_plan(found.alliance_id, year)
    if shown is None:
        raise Http404
    title = _("Jahresplan %(year)s") % {"year": year}
    context = {
        "frame": frame.site(found, title, page=f"{PAGE}{year}/"),
        "found": found,
        "title": title,
        "plan": shown,
        "years": _years(found, shown),
        "projects_url": frame.site_url(found.slug, "projekte/"),
        **frame.german(),
    }
    return rendered("portal/plan.html", context, reads=found.reads)


def _years(found: PublicAlliance, shown: PublicPlan) -> Sequence[Link]:
    """Return the other years with a plan to see."""
    others = [one for one in shown.years if one != shown.year]
    return [Link(str(one), frame.site_url(found.slug, f"{PAGE}{one}/")) for one in others]
