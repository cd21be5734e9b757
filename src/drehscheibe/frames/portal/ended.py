"""Alliances that are over, alone or in another one: nobody answers any more, so they say where to turn instead."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances import public
from drehscheibe.ground.alliances.public import PublicAlliance
from drehscheibe.kit.ui.frames import Link

from . import frame, profile, rules
from .queries import Regions

TEMPLATE = "portal/ended.html"


def reads(found: PublicAlliance) -> tuple[str, ...]:
    """Return what a page that names the successor reads besides the alliance itself."""
    return (f"alliance:{found.document.successor_id}",) if found.document.successor_id else ()


def successor(found: PublicAlliance) -> Link | None:
    """Return the alliance that this one went into, as far as it is published."""
    key = found.document.successor_id
    named = public.name_and_slug(key) if key else None
    return Link(named[0], frame.site_url(named[1])) if named else None


def way_on(found: PublicAlliance, regions: Regions) -> Link | None:
    """Return where to turn instead of an alliance that is over: its successor, or the others of its Kreis."""
    if not found.is_over:
        return None
    kreis = regions.kreise.get(found.kreis)
    if (link := successor(found)) is not None:
        return link
    if kreis is None or not kreis.slug:
        return Link(_("Alle Bündnisse ansehen"), reverse("finder"))
    label = rules.placed(_("Bündnisse in %(place)s"), kreis.name)
    return Link(label, reverse("kreis", kwargs={"slug": kreis.slug}))


def context(found: PublicAlliance, regions: Regions, *, page: str, typed: str = "") -> dict[str, Any]:
    """Return what stands in the place of a form; `typed` is a text that came too late."""
    title = _("Dieses Bündnis nimmt keine Nachrichten mehr an.")
    return {
        "frame": frame.site(found, title, page=page, indexed=False),
        "status_note": profile.status_note(found.document.status),
        "way_on": way_on(found, regions),
        "home_url": frame.site_url(found.slug),
        "typed": typed,
    }
