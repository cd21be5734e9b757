"""An alliance's site: its page, and the small pages around it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances import public
from drehscheibe.ground.alliances.profile_data import Picture, ProfileDocument
from drehscheibe.ground.alliances.public import PublicAlliance
from drehscheibe.ground.alliances.vocabulary import Status
from drehscheibe.kit.addresses import absolute
from drehscheibe.kit.pages.page import Page, look_before, rendered
from drehscheibe.kit.ui.contrast import accent_stylesheet
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Door, Fact

from .. import cards, ended, frame, partners, profile, queries, rules, structured
from ..contents import contents_of

SiteView = Callable[..., Page | HttpResponse]


def of_alliance(view: SiteView) -> SiteView:
    """Find the published alliance of an address. A former address leads on; anything else is not there."""

    @wraps(view)
    def answer(request: HttpRequest, slug: str, **kwargs: Any) -> Page | HttpResponse:
        found = public.alliance(slug)
        if found is not None:
            return view(request, found, **kwargs)
        now = public.slug_now(slug)
        if now is None:
            raise Http404
        return _moved(request.path.replace(f"/buendnisse/{slug}/", f"/buendnisse/{now}/", 1))

    return answer


def tended_only(view: SiteView) -> SiteView:
    """Forms to an alliance exist only where somebody tends it."""

    @wraps(view)
    def answer(request: HttpRequest, found: PublicAlliance, **kwargs: Any) -> Page | HttpResponse:
        if not found.is_tended:
            raise Http404
        return view(request, found, **kwargs)

    return answer


def short_address(request: HttpRequest, alliance_id: int) -> HttpResponse:
    """Lead from the permanent short address, as printed on posters, to where the site is now."""
    if (slug := public.slug_of(alliance_id)) is None:
        raise Http404
    return _moved(frame.site_url(slug))


def _moved(url: str) -> HttpResponse:
    """Lead on for good; browsers ask again nevertheless, for an alliance may take a former address back."""
    return HttpResponsePermanentRedirect(url, headers={"Cache-Control": "no-cache"})


def colours(request: HttpRequest, found: PublicAlliance, digest: str) -> Page:
    """Serve the alliance's accent; a stylesheet, because the page's policy allows no inline styles."""
    accent = found.document.accent
    if not frame.colours(found) or rules.colour_digest(accent) != digest:
        raise Http404
    return Page(accent_stylesheet(accent), found.reads, content_type="text/css; charset=utf-8")


def page(request: HttpRequest, found: PublicAlliance) -> Page:
    return page_of(request, found)


def page_of(request: HttpRequest, found: PublicAlliance, *, more_reads: tuple[str, ...] = ()) -> Page:
    """Show everything that an alliance has published."""
    context = context_of(found, queries.regions(look_before(request).rare))
    reads = (*found.reads, *more_reads, *ended.reads(found))
    return rendered("portal/alliance.html", context, reads=reads, valid_until=context["shown"].changes_at)


def context_of(found: PublicAlliance, regions: queries.Regions) -> dict[str, Any]:
    """Return what the template of an alliance's page shows; the preview shows the draft with the same."""
    trail, document = _trail(found, regions), found.document
    return {
        "frame": frame.site(
            found,
            document.display_name,
            description=document.summary,
            json_ld=structured.alliance(found, trail, website_url=absolute(frame.site_url(found.slug, "kontakt/"))),
        ),
        "trail": trail,
        "where": regions.words(found.land, found.kreis),
        "successor": ended.successor(found),
        **_profile(found, ended.way_on(found, regions)),
        **frame.german(),
    }


def _trail(found: PublicAlliance, regions: queries.Regions) -> tuple[Link, ...]:
    steps = [Link(_("Bündnisse"), reverse("finder"))]
    if (land := regions.laender.get(found.land)) and land.slug:
        steps.append(Link(land.name, reverse("land", kwargs={"slug": land.slug})))
    if (kreis := regions.kreise.get(found.kreis)) and kreis.slug and kreis.name != (land.name if land else ""):
        steps.append(Link(kreis.name, reverse("kreis", kwargs={"slug": kreis.slug})))
    return tuple(steps)


def _profile(found: PublicAlliance, way_on: Link | None) -> dict[str, Any]:
    document, finder_url = found.document, reverse("finder")
    shown = contents_of(found.alliance_id)
    all_projects, named = shown.projects, shown.partners
    project_base = frame.site_url(found.slug, "projekte/")
    return {
        "found": found,
        "profile": document,
        "urls": urls(found),
        "status_note": profile.status_note(document.status),
        "way_on": way_on,
        "doors": _doors(found, way_on),
        "jumps": _jumps(found, has_projects=bool(all_projects), has_partners=bool(named)),
        "fields": profile.fields(document.fields_of_action, finder_url),
        "topics": cards.topics(document.focus_topics),
        "shown": shown,
        "current_projects": cards.projects((p for p in all_projects if not p.is_former), project_base),
        "former_projects": cards.projects((p for p in all_projects if p.is_former), project_base),
        **pictures(found.document, lambda picture: frame.file_url(found.slug, picture)),
        "facts": _facts(found),
        "counts": profile.counts(document),
        "partner_groups": profile.partner_groups(document.partner_groups),
        "named": [(category.label, cards.partners(category.partners)) for category in partners.by_category(named)],
        "contacts": cards.contacts(document.contact_points),
        "sources": [(s.label, s.url, rules.long_date(s.looked_up_on)) for s in document.sources],
        "as_of": _as_of(found),
        "short_url": absolute(reverse("short_address", kwargs={"alliance_id": found.alliance_id})),
    }


def pictures(document: ProfileDocument, url_of: Callable[[Picture], str]) -> dict[str, Any]:
    """Return the first picture, which stands beside the name, and the others."""
    figures = profile.figures(document.pictures, url_of)
    return {"first_picture": next(iter(figures), None), "pictures": figures[1:]}


def urls(found: PublicAlliance) -> dict[str, str]:
    """Return the addresses of the small pages around an alliance's page."""
    return {
        "home": frame.site_url(found.slug),
        "contact": frame.site_url(found.slug, "kontakt/"),
        "join": frame.site_url(found.slug, "mitmachen/"),
        "partners": frame.site_url(found.slug, "partner/"),
        "bodies": frame.site_url(found.slug, "gruppen/"),
        "projects": frame.site_url(found.slug, "projekte/"),
        "decisions": frame.site_url(found.slug, "beschluesse/"),
        "plans": frame.site_url(found.slug, "jahresplan/"),
        "reports": frame.site_url(found.slug, "jahresbericht/"),
        "needs": frame.site_url(found.slug, "bedarf/"),
        "positions": frame.site_url(found.slug, "positionen/"),
        "error": frame.site_url(found.slug, "fehler/"),
        "claim": frame.site_url(found.slug, "uebernehmen/"),
    }


def _doors(found: PublicAlliance, way_on: Link | None) -> tuple[Door, ...]:
    help_door = Door(_("Hilfe finden"), _("Wer Ihnen weiterhilft"), "#hilfe", "search")
    if way_on is not None:
        return (help_door, Door(_("Hier geht es weiter"), way_on.label, way_on.url, "group"))
    contact, join = ("#kontakt", "#mitmachen")
    if found.takes_messages:
        contact, join = frame.site_url(found.slug, "kontakt/"), frame.site_url(found.slug, "mitmachen/")
    return (
        help_door,
        Door(_("Mitmachen"), _("Als Verein, Betrieb oder Mensch"), join, "group"),
        Door(_("Kontakt"), _("Fragen an das Bündnis"), contact, "mail"),
    )


def _jumps(found: PublicAlliance, *, has_projects: bool, has_partners: bool) -> tuple[Link, ...]:
    """Return the sections of the page, in their order."""
    document = found.document
    sections = (
        (_("Themen"), "#themen", document.focus_topics or document.fields_of_action or document.goals),
        (_("Projekte"), "#projekte", has_projects),
        (_("Bilder"), "#bilder", len(document.pictures) > 1),
        (_("Wer wir sind"), "#ueber", True),
        (_("Wer dabei ist"), "#partner", document.partner_groups or has_partners),
        (_("Hilfe finden"), "#hilfe", True),
        (_("Kontakt"), "#kontakt", True),
        (_("Mitmachen"), "#mitmachen", not found.is_over),
    )
    return tuple(Link(label, anchor) for label, anchor, filled in sections if filled)


def _facts(found: PublicAlliance) -> list[Fact]:
    document = found.document
    founded = rules.long_date(document.founded)
    note = f" ({document.founded_note})" if document.founded_note else ""
    facts = [
        Fact(_("Name"), document.name if document.name != document.display_name else ""),
        Fact(_("Stand des Bündnisses"), str(Status(document.status).label) if document.status else ""),
        Fact(_("Gegründet"), f"{founded}{note}" if founded else document.founded_note),
        Fact(_("Rechtsform"), profile.legal_form(document)),
        Fact(_("Gebiet"), ", ".join(area.name for area in document.territories)),
        *(Fact(_("Auszeichnung"), " · ".join(filter(None, (a.title, a.period)))) for a in document.awards),
    ]
    return [fact for fact in facts if fact.text]


def _as_of(found: PublicAlliance) -> str:
    """Return the sentence at the foot: since when the facts are right, and who says so."""
    document = found.document
    if found.is_tended and document.confirmed:
        return _("Stand: %(date)s, bestätigt von der Koordination") % {"date": rules.long_date(document.confirmed)}
    day = found.published_at.date().isoformat()
    if not found.is_tended and document.sources:
        day = max(source.looked_up_on for source in document.sources)
    return _("Stand: %(date)s") % {"date": rules.long_date(day)}
