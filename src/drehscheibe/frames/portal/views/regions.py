"""Pages per Land and Kreis: which alliances work there, and where the next ones are."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.alliances import public
from drehscheibe.ground.alliances.public import Filters
from drehscheibe.ground.territories import queries as territories
from drehscheibe.ground.territories.models import Territory
from drehscheibe.kit.pages.page import Page, look_before, rendered
from drehscheibe.kit.ui.frames import Link

from .. import drawing, frame, partners, queries, rows, rules, structured

_MOST = 100


def land(request: HttpRequest, slug: str) -> Page:
    """Show the alliances of a Land and its Kreise."""
    found = territories.land_by_slug(slug)
    if found is None:
        raise Http404
    regions = queries.regions(look_before(request).rare)
    counts = public.count_by_kreis(found.ags)
    kreise = [
        Link(kreis.name, reverse("kreis", kwargs={"slug": kreis.slug}), count=counts[kreis.key])
        for kreis in regions.kreise_of(found.ags)
        if kreis.key in counts and kreis.slug
    ]
    return _page(found, Filters(land=found.ags), regions, (f"land:{found.ags}",), kreise=kreise)


def kreis(request: HttpRequest, slug: str) -> Page | HttpResponse:
    """Show the alliances of a Kreis; the address of a former Kreis leads to its successor."""
    found = territories.kreis_by_slug(slug)
    if found is None:
        raise Http404
    today = territories.current_of(found)
    if today.pk != found.pk and today.slug:
        return HttpResponsePermanentRedirect(reverse("kreis", kwargs={"slug": today.slug}))
    regions = queries.regions(look_before(request).rare)
    reads = (f"kreis:{found.ags}", f"land:{found.land}")
    return _page(found, Filters(within=(found.ags,), covering=(found.ags,)), regions, reads, with_actors=True)


def _page(
    place: Territory,
    filters: Filters,
    regions: queries.Regions,
    reads: tuple[str, ...],
    kreise: list[Link] | None = None,
    *,
    with_actors: bool = False,
) -> Page:
    finder_url = reverse("finder")
    found = public.listed(filters, size=_MOST)
    if with_actors:  # who is named may change with every consent
        reads = (*reads, *(f"alliance:{row.alliance_id}" for row in found))
    total = len(found) if len(found) < _MOST else public.count(filters)
    near = queries.nearest(place.point) if not found and place.point else []
    trail = _trail(place, regions)
    description = _("Lokale Bündnisse für Familie in %(place)s: wer dabei ist und wie Sie Kontakt bekommen.")
    context = {
        "frame": frame.portal(
            rules.placed(_("Bündnisse in %(place)s"), place.name),
            f"/{'land' if place.kind == Territory.Kind.LAND else 'kreis'}/{place.slug}/",
            menu="finder",
            description=rules.placed(description, place.name),
            json_ld={"@context": structured.CONTEXT, **structured.breadcrumb(trail, place.name)},
        ),
        "place": place,
        "lead": rules.placed(_lead(total), place.name, total=total),
        "trail": trail,
        "rows": rows.rows(found, regions, finder_url),
        "near": rows.near_rows(near, regions, finder_url),
        "kreise": kreise or [],
        "actors": partners.in_region(found) if with_actors and found else [],
        "finder_url": f"{finder_url}?{'land' if place.kind == Territory.Kind.LAND else 'kreis'}={place.ags}",
        "total": total,
        "is_cut": total > len(found),
        "map": _map(place, filters, regions, finder_url),
        **frame.german(),
    }
    return rendered("portal/region.html", context, reads=(*reads, "network") if near else reads)


def _lead(total: int) -> str:
    return ngettext(
        "%(total)s Bündnis setzt sich in %(place)s für Familien ein.",
        "%(total)s Bündnisse setzen sich in %(place)s für Familien ein.",
        total,
    )


def _trail(place: Territory, regions: queries.Regions) -> tuple[Link, ...]:
    steps = [Link(_("Bündnisse"), reverse("finder"))]
    upper = regions.laender.get(place.land)
    if place.kind != Territory.Kind.LAND and upper is not None and upper.slug and upper.name != place.name:
        steps.append(Link(upper.name, reverse("land", kwargs={"slug": upper.slug})))
    return tuple(steps)


def _map(place: Territory, filters: Filters, regions: queries.Regions, finder_url: str) -> drawing.Map | None:
    dots = public.dots(filters)
    if not dots:
        return None
    return drawing.country(
        regions.laender.values(),
        dots,
        land_url=lambda region: reverse("land", kwargs={"slug": region.slug}),
        alliance_url=finder_url,
        group_url=lambda land, kreis: (
            f"{finder_url}?kreis={kreis}" if kreis else f"{finder_url}?land={land}&ansicht=karte"
        ),
        current=place.land,
    )
