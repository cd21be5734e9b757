"""The finder: alliances by place, postcode or topic; as a list, on a map, and as data."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.alliances import public
from drehscheibe.ground.territories.models import Territory
from drehscheibe.kit.pages.page import Page, look_before, rendered
from drehscheibe.kit.ui.frames import Link

from .. import choices, drawing, exports, frame, queries, rows, rules
from ..queries import Asked, Regions

MAP = "karte"


def finder(request: HttpRequest) -> Page:
    """Show what was asked for. Words that somebody typed are never kept, neither the page nor its address."""
    asked = queries.asked(request.GET)
    if request.GET.get("format") in exports.FORMATS:
        return exports.page(request.GET["format"], asked, queries.regions(look_before(request).rare))
    return _list(asked, queries.regions(look_before(request).rare), as_map=request.GET.get("ansicht") == MAP)


def _list(asked: Asked, regions: Regions, *, as_map: bool) -> Page:
    url = reverse("finder")
    total = public.count(asked.filters)
    pages = Paginator(range(total), public.PAGE_SIZE)
    page = pages.get_page(asked.page)
    found = [] if as_map or not total else public.listed(asked.filters, page=page.number)
    context = {
        "frame": frame.portal(
            _title(asked, regions),
            "/buendnisse/",
            menu="finder",
            description=_("Alle Lokalen Bündnisse für Familie, als Liste und auf der Karte."),
            indexed=not asked.text,
        ),
        "url": url,
        "asked": asked,
        "result": _result(asked, regions, total),
        "rows": rows.rows(found, regions, url),
        "page": page,
        "base": f"{url}?{_query(asked, seite='')}",
        "tabs": _tabs(asked, url, as_map=as_map),
        "map": _map(asked, regions, url) if as_map else None,
        "exports": (
            Link(_("Als Tabelle (CSV)"), f"{url}?{_query(asked, format='csv')}"),
            Link(_("Als Geodaten (GeoJSON)"), f"{url}?{_query(asked, format='geojson')}"),
        ),
        "choices": choices.of(asked, regions),
        "chips": choices.chips(asked, regions, url),
        "kept": choices.asked_for(asked),
        "places": [Link(_path(place, regions), f"{url}?ort={place.ags}") for place in asked.places],
        "near": rows.near_rows(_near(asked), regions, url) if not total else [],
        **frame.german(),
    }
    understood = asked.understood(regions, **({"ansicht": MAP} if as_map else {"seite": str(page.number)}))
    return rendered("portal/finder.html", context, reads=asked.reads, storable=not asked.text, understood=understood)


def _title(asked: Asked, regions: Regions) -> str:
    if asked.place is not None:
        return rules.placed(_("Bündnisse für %(place)s"), asked.place.name)
    if words := regions.words(asked.filters.land, asked.filters.kreis):
        return rules.placed(_("Bündnisse in %(place)s"), words)
    return _("Bündnis finden")


def _result(asked: Asked, regions: Regions, total: int) -> str:
    """Return what was found as a sentence."""
    found = ngettext("%(total)s Bündnis", "%(total)s Bündnisse", total) % {"total": f"{total:,}".replace(",", ".")}
    if asked.place:
        return rules.placed(_("%(found)s für %(where)s"), asked.place.name, found=found)
    if words := regions.words(asked.filters.land, asked.filters.kreis):
        return rules.placed(_("%(found)s in %(where)s"), words, found=found)
    return _("%(found)s zu „%(text)s“") % {"found": found, "text": asked.text} if asked.text else found


def _query(asked: Asked, **more: str) -> str:
    """Return the parameters of the same question with others added, which come last."""
    filters = asked.filters
    given = {
        **dict(choices.asked_for(asked)),
        "land": "" if filters.kreis else filters.land,
        "kreis": filters.kreis,
        "feld": filters.field,
        "stand": filters.status,
    }
    return urlencode({key: value for key, value in given.items() if value} | more)


def _tabs(asked: Asked, url: str, *, as_map: bool) -> tuple[Link, ...]:
    return (
        Link(_("Liste"), f"{url}?{_query(asked)}".rstrip("?"), current=not as_map),
        Link(_("Karte"), f"{url}?{_query(asked, ansicht=MAP)}", current=as_map),
    )


def _map(asked: Asked, regions: Regions, url: str) -> drawing.Map:
    def group_url(land: str, kreis: str) -> str:
        return f"{url}?kreis={kreis}" if kreis else f"{url}?land={land}&ansicht={MAP}"

    return drawing.country(
        regions.laender.values(),
        public.dots(asked.filters),
        land_url=lambda land: group_url(land.key, ""),
        alliance_url=url,
        group_url=group_url,
        current=asked.filters.land,
    )


def _path(place: Territory, regions: Regions) -> str:
    where = regions.words(place.land, place.kreis)
    return where if where.startswith(place.name) else f"{place.name} ({where})"


def _near(asked: Asked) -> list[queries.Near]:
    """Return the nearest alliances where a place has none."""
    place = asked.place or (asked.places[0] if asked.places else None)
    return queries.nearest(place.point) if place is not None and place.point is not None else []
