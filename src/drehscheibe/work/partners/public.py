"""Partners as everybody may see them: those that agreed to be named, and nothing but what they agreed to."""

from dataclasses import dataclass

from .models import Organisation


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
    """Return the partners of an alliance that agreed to be named, by name; in the published scope."""
    rows = Organisation.objects.filter(alliance_id=alliance_id).order_by("sort_name", "pk")
    return [
        NamedPartner(*row) for row in rows.values_list("name", "category", "kind", "speaks_for", "place", "website")
    ]
