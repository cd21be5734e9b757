"""One alliance as a line in a list: every text ready, because lists are long and templates are slow."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.public import Listed
from drehscheibe.ground.alliances.vocabulary import Field, Status

from .queries import Near, Regions

_MOST_FIELDS = 3
_UNREMARKABLE = frozenset({Status.ACTIVE, Status.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Row:
    url: str
    name: str
    where: str
    summary: str
    note: str
    fields: str


def rows(found: Iterable[Listed], regions: Regions, finder_url: str) -> list[Row]:
    words = _words(get_language() or "")
    return [_row(alliance, regions, finder_url, words) for alliance in found]


def near_rows(found: Iterable[Near], regions: Regions, finder_url: str) -> list[Row]:
    """Return rows that say how far away each alliance is."""
    words = _words(get_language() or "")
    return [_row(near.alliance, regions, finder_url, words, first=_("%(km)s km") % {"km": near.km}) for near in found]


def _row(found: Listed, regions: Regions, finder_url: str, words: dict[str, str], first: str = "") -> Row:
    place = found.place
    region = regions.words(found.land, found.kreis)
    where = region if region.startswith(place) else f"{place}, {region}" if region else place
    codes = found.fields.strip("|").split("|")[:_MOST_FIELDS] if found.fields else []
    return Row(
        url=f"{finder_url}{found.slug}/",
        name=found.name,
        where=f"{first} · {where}" if first else where,
        summary=found.summary,
        note=words.get(found.status, ""),
        fields=" · ".join(words[code] for code in codes if code in words),
    )


@lru_cache(maxsize=16)
def _words(language: str) -> dict[str, str]:
    """Return codes in words of a language, kept because translating them for each row costs too much."""
    labels = {code: str(label) for code, label in Field.choices}
    return labels | {status.value: str(status.label) for status in Status if status not in _UNREMARKABLE}
