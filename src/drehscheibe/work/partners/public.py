"""What everybody may see: partners that agreed to be named, nothing but what they agreed to, and how one joins."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from .models import DeclarationText, MembershipRules, Organisation, Pledge
from .vocabulary import PledgeKind


@dataclass(frozen=True, slots=True)
class NamedPartner:
    """What the public page says about a partner."""

    name: str
    category: str
    kind: str
    speaks_for: str
    place: str
    website: str


def named_partners(alliance_id: int) -> list[NamedPartner]:
    """Return the partners of an alliance that agreed to be named, by name.

    In the published scope no other row can be read; the preview asks in the alliance's own scope.
    """
    rows = Organisation.objects.filter(Organisation.published_rows, alliance_id=alliance_id).order_by("sort_name", "pk")
    return [
        NamedPartner(*row) for row in rows.values_list("name", "category", "kind", "speaks_for", "place", "website")
    ]


class Contribution(NamedTuple):
    """Something that a named partner brings, for everybody to know."""

    text: str
    kind: str
    partner: str


def contributions(alliance_id: int) -> list[Contribution]:
    """Return what named partners bring and want everybody to know, by kind."""
    names = dict(Organisation.objects.filter(alliance_id=alliance_id).values_list("pk", "name"))
    rows = Pledge.objects.filter(alliance_id=alliance_id).order_by("kind", "pk")
    found = rows.values_list("text", "kind", "organisation_id")
    return [Contribution(text, str(PledgeKind(kind).label), names[key]) for text, kind, key in found if key in names]


class Actor(NamedTuple):
    """A named partner with the alliance it works in."""

    name: str
    category: str
    alliance_id: int


def actors(alliance_ids: Collection[int]) -> list[Actor]:
    """Return the named partners of several alliances, by name; the network of actors in a region."""
    rows = Organisation.objects.filter(alliance_id__in=alliance_ids).order_by("sort_name", "pk")
    return [Actor(*row) for row in rows.values_list("name", "category", "alliance_id")]


@dataclass(frozen=True, slots=True)
class Joining:
    """How one joins: what is to be signed, if anything, and whether the partners are asked."""

    declaration: str = ""
    values_clause: str = ""
    number: int = 0
    objection_days: int = 0


def how_to_join(alliance_id: int) -> Joining:
    """Return what somebody must know before joining an alliance; in the published scope."""
    days = MembershipRules.objects.filter(alliance_id=alliance_id).values_list("objection_days", flat=True).first() or 0
    text = (
        DeclarationText.objects.filter(alliance_id=alliance_id).values_list("text", "values_clause", "number").first()
    )
    return Joining(*text, objection_days=days) if text else Joining(objection_days=days)
