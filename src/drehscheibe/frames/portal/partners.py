"""Partners that agreed to be named, made ready for the public pages: by category, searched, across a Kreis."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.public import Listed
from drehscheibe.ground.alliances.vocabulary import PartnerCategory
from drehscheibe.kit.text import folded
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.partners import public
from drehscheibe.work.partners.public import NamedPartner

from . import frame


@dataclass(frozen=True, slots=True)
class Category:
    """The named partners of one kind."""

    code: str
    label: str
    partners: tuple[NamedPartner, ...]


@dataclass(frozen=True, slots=True)
class RegionalActor:
    """A partner of one or more alliances in a region, counted and shown once."""

    name: str
    category: str
    alliances: tuple[Link, ...]


def by_category(partners: Iterable[NamedPartner]) -> list[Category]:
    """Return the categories that have a partner, in the order of the common list."""
    found: dict[str, list[NamedPartner]] = {}
    for partner in partners:
        found.setdefault(partner.category, []).append(partner)
    return [Category(code, str(PartnerCategory(code).label), tuple(found[code])) for code in _ORDER if code in found]


_ORDER: Sequence[str] = tuple(PartnerCategory.values)


def matching(partners: Iterable[NamedPartner], *, text: str, category: str) -> list[NamedPartner]:
    """Return the partners in which each word is found, in name, place, category or whom they speak for."""
    words = folded(text).split()
    return [
        partner
        for partner in partners
        if (not category or partner.category == category) and all(word in _searched(partner) for word in words)
    ]


def _searched(partner: NamedPartner) -> str:
    label = PartnerCategory(partner.category).label
    return folded(f"{partner.name} {partner.place} {partner.speaks_for} {label}")


def chips(url: str, *, text: str, category: str) -> list[Link]:
    """Return what is filtered now; each link takes one filter away."""
    asked = {"q": text, "art": category}
    labels = {"q": f"„{text}“", "art": str(PartnerCategory(category).label) if category else ""}
    return [
        Link(labels[key], f"{url}?{urlencode({k: v for k, v in asked.items() if v and k != key})}".rstrip("?"))
        for key, value in asked.items()
        if value
    ]


def in_region(listed: Sequence[Listed]) -> list[RegionalActor]:
    """Return who takes part in the alliances of a region. The same name in two alliances is shown once."""
    alliances = {row.alliance_id: Link(row.name, frame.site_url(row.slug)) for row in listed}
    found: dict[str, list[public.Actor]] = {}
    for actor in public.actors(list(alliances)):
        found.setdefault(folded(actor.name), []).append(actor)
    return [_regional(group, alliances) for group in found.values()]


def _regional(group: Sequence[public.Actor], alliances: Mapping[int, Link]) -> RegionalActor:
    first = group[0]
    links = tuple(alliances[key] for key in dict.fromkeys(actor.alliance_id for actor in group))
    return RegionalActor(first.name, str(PartnerCategory(first.category).label), links)


def result(number: int) -> str:
    """Return what the directory found, as a sentence."""
    return _("Ein Partner") if number == 1 else _("%(number)s Partner") % {"number": number}
