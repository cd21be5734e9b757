"""For search engines: the list of all pages, and where not to go."""

from xml.sax.saxutils import escape

from django.http import HttpRequest

from drehscheibe.ground.alliances import public
from drehscheibe.ground.alliances.public import Filters
from drehscheibe.kit.addresses import absolute, local
from drehscheibe.kit.pages.page import Page, look_before

from .. import frame, queries

_TEXTS = (
    "/", "/buendnisse/", "/ueber-buendnisse/", "/mitmachen/", "/leichte-sprache/", "/gebaerdensprache/", "/impressum/",
    "/datenschutz/", "/barrierefreiheit/",
)  # fmt: skip
_OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(request: HttpRequest) -> Page:
    """List every public page (sitemaps.org), translated ones in each language."""
    regions = queries.regions(look_before(request).rare)
    counts = public.count_by_land()
    laender = [region for region in regions.laender.values() if region.key in counts and region.slug]
    kreise = [region for land in laender for region in regions.kreise_of(land.key) if region.slug]
    found = public.everything(Filters())
    with_alliance = {row.kreis for row in found}
    paths = [*_TEXTS, *(f"/land/{land.slug}/" for land in laender)]
    paths += [f"/kreis/{kreis.slug}/" for kreis in kreise if kreis.key in with_alliance]
    entries = [_translated(path) for path in paths] + [_entry(local(f"/buendnisse/{row.slug}/")) for row in found]
    return Page(f"{_OPEN}{''.join(entries)}</urlset>\n", ("network",), content_type="application/xml")


def _entry(path: str, more: str = "") -> str:
    return f"<url><loc>{escape(absolute(path))}</loc>{more}</url>\n"


def _translated(path: str) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(url)}"/>'
        for code, _label, url in frame.alternates(path)
    )
    return "".join(_entry(frame.prefix(code) + path, links) for code in frame.TRANSLATED)


def robots(request: HttpRequest) -> Page:
    """Keep crawlers out of rooms, links and endless searches (RFC 9309)."""
    closed = ("/arbeit/", "/konto/", "/amt/", "/link/", "/betrieb/", "/postfach/", "/*?q=", "/*&q=", "/*format=")
    lines = [
        "User-agent: *",
        *(f"Disallow: {local(path)}" for path in closed),
        f"Sitemap: {frame.german_address('/sitemap.xml')}",
        "",
    ]
    return Page("\n".join(lines), (), content_type="text/plain; charset=utf-8")
