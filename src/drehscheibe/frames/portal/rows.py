"""Alliances as lines of a list.

The one place where markup stands in Python: a template spends more time on fifty such lines than everything
else on the page takes together. Every text is escaped here.
"""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.public import Listed
from drehscheibe.ground.alliances.vocabulary import Field, Status

from .frame import german
from .queries import Near, Regions

_MOST_FIELDS = 3
_UNREMARKABLE = frozenset({Status.ACTIVE, Status.UNKNOWN})


def rows(found: Iterable[Listed], regions: Regions, finder_url: str) -> SafeString:
    """Return list items for `<ul class="rows">`; an empty text for no alliances."""
    words, own_words = _words(get_language() or ""), german()["german"]
    return SafeString("\n".join([_row(one, _where(one, regions), finder_url, words, own_words) for one in found]))


def near_rows(found: Iterable[Near], regions: Regions, finder_url: str) -> SafeString:
    """Return list items that say how far away each alliance is."""
    words, own_words = _words(get_language() or ""), german()["german"]
    lines = (
        (near.alliance, f"{_('%(km)s km') % {'km': near.km}} · {_where(near.alliance, regions)}") for near in found
    )
    return SafeString("\n".join([_row(one, where, finder_url, words, own_words) for one, where in lines]))


def _row(found: Listed, where: str, finder_url: str, words: dict[str, str], own_words: str) -> str:
    note = words.get(found.status, "")
    fields = " · ".join([words[code] for code in found.fields.split("|") if code in words][:_MOST_FIELDS])
    badge = f' <span class="badge badge--plain">{escape(note)}</span>' if note else ""
    last = f'<p class="rows__fields">{escape(fields)}</p>' if fields else ""
    return (
        f'<li><h3><a href="{finder_url}{found.slug}/"{own_words}>{escape(found.name)}</a>{badge}</h3>'
        f'<p class="rows__where">{escape(where)}</p><p{own_words}>{escape(found.summary)}</p>{last}</li>'
    )


def _where(found: Listed, regions: Regions) -> str:
    """Return place, Kreis and Land; the place is left out where the Kreis is named after it."""
    region = regions.words(found.land, found.kreis)
    return region if region.startswith(found.place) else f"{found.place}, {region}" if region else found.place


@lru_cache(maxsize=16)
def _words(language: str) -> dict[str, str]:
    """Return codes in words of a language, kept because translating them for each row costs too much."""
    labels = {code: str(label) for code, label in Field.choices}
    return labels | {status.value: str(status.label) for status in Status if status not in _UNREMARKABLE}
