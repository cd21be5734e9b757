"""What search engines read about a page: JSON-LD in the words of schema.org."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.public import PublicAlliance
from drehscheibe.kit.addresses import absolute
from drehscheibe.kit.ui.frames import Link

from . import frame

CONTEXT = "https://schema.org"


def website() -> dict[str, Any]:
    """Describe the portal and its search box."""
    home = frame.german_address("/")
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": frame.site_name(),
        "url": home,
        "inLanguage": list(frame.TRANSLATED),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": frame.german_address("/buendnisse/?q={q}")},
            "query-input": "required name=q",
        },
    }


def alliance(found: PublicAlliance, trail: Sequence[Link], *, website_url: str) -> dict[str, Any]:
    """Describe an alliance, its contact office as a service, and the way to its page."""
    graph = [_organisation(found), breadcrumb(trail, found.document.display_name)]
    if found.takes_messages:
        graph.insert(1, _service(found, website_url))
    return {"@context": CONTEXT, "@graph": graph}


def breadcrumb(trail: Sequence[Link], current: str) -> dict[str, Any]:
    steps: list[dict[str, Any]] = [{"name": link.label, "item": absolute(link.url)} for link in trail]
    steps.append({"name": current})
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": rank, **step} for rank, step in enumerate(steps, start=1)
        ],
    }


def _organisation(found: PublicAlliance) -> dict[str, Any]:
    document = found.document
    address = frame.german_address(f"/buendnisse/{found.slug}/")
    facts: dict[str, Any] = {
        "@type": "Organization",
        "@id": f"{address}#buendnis",
        "name": document.name,
        "alternateName": document.own_name,
        "description": document.summary,
        "slogan": document.slogan,
        "url": address,
        "foundingDate": document.founded,
        "areaServed": [{"@type": "AdministrativeArea", "name": area.name} for area in document.territories],
        "sameAs": [document.official_url] if document.official_url else [],
        "logo": absolute(frame.picture_url(found)) if document.logo else "",
        "knowsAbout": [topic.title for topic in document.focus_topics],
    }
    return {key: value for key, value in facts.items() if value}


def _service(found: PublicAlliance, website_url: str) -> dict[str, Any]:
    address = frame.german_address(f"/buendnisse/{found.slug}/")
    return {
        "@type": "GovernmentService",
        "name": _("Kontaktstelle"),
        "serviceType": _("Ansprechstelle für Familien"),
        "provider": {"@id": f"{address}#buendnis"},
        "areaServed": [{"@type": "AdministrativeArea", "name": area.name} for area in found.document.territories],
        "availableChannel": {"@type": "ServiceChannel", "serviceUrl": website_url},
    }
