"""The start page: one search box, what an alliance is, where they are, how to join."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances import public
from drehscheibe.ground.alliances.vocabulary import Field
from drehscheibe.ground.instance.queries import READS, operator
from drehscheibe.kit.pages.page import Page, look_before, rendered
from drehscheibe.kit.ui.frames import Link

from .. import drawing, frame, queries, rows, structured
from . import alliance

NEWEST = 4


def start(request: HttpRequest) -> Page:
    """Show the portal, or the one alliance of an instance that has one only."""
    if (slug := public.the_only_one()) is not None and (found := public.alliance(slug)) is not None:
        return alliance.page_of(request, found, more_reads=("network",))
    return _portal(request)


def _soon() -> Page:
    """Say that something is on its way, while nobody has published anything: an empty portal would look broken."""
    context = {"frame": frame.portal(frame.site_name(), "/"), "operator": operator()}
    return rendered("portal/soon.html", context, reads=("network", READS))


def _portal(request: HttpRequest) -> Page:
    counts = public.count_by_land()
    if not counts and not public.newest(1):
        return _soon()
    regions = queries.regions(look_before(request).rare)
    finder_url = reverse("finder")
    context = {
        "frame": frame.portal(
            frame.site_name(),
            "/",
            description=_("Finden Sie das Bündnis für Familie in Ihrem Ort: mit Postleitzahl, Ort oder Thema."),
            json_ld=structured.website(),
        ),
        "finder_url": finder_url,
        "newest": rows.rows(public.newest(NEWEST), regions, finder_url),
        "total": sum(counts.values()),
        "laender": [
            Link(region.name, reverse("land", kwargs={"slug": region.slug}), count=counts[region.key])
            for region in regions.laender.values()
            if region.key in counts
        ],
        "fields": [Link(str(label), f"{finder_url}?feld={code}") for code, label in Field.choices],
        "map": drawing.by_land(counts, regions.laender, lambda land: reverse("land", kwargs={"slug": land.slug})),
        **frame.german(),
    }
    return rendered("portal/start.html", context, reads=("network",))
