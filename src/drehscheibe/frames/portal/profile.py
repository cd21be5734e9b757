"""A published profile made ready for its page: dates in words, pictures, partners by category."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.profile_data import (
    ContactPoint,
    PartnerGroup,
    Picture,
    ProfileDocument,
)  # fmt: skip
from drehscheibe.ground.alliances.vocabulary import Field, LegalForm, PartnerCategory, Status
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.plans.public import PublicProject

from . import rules

_PER_CATEGORY = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with the words below it. Lengths are texts: templates take their time over numbers."""

    url: str
    alt: str
    caption: str
    credit: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Count:
    as_of: str
    count: int
    note: str


@dataclass(frozen=True, slots=True)
class PartnerGroups:
    """Partners of one category; without heading where each category has one entry only."""

    category: str
    labels: tuple[str, ...]


def address(point: ContactPoint) -> str:
    town = " ".join(part for part in (point.postcode, point.place) if part)
    return ", ".join(part for part in (point.street, town) if part)


def fields(codes: Sequence[str], finder_url: str) -> list[Link]:
    """Return the fields of action as links to all alliances that work on them."""
    names = field_names()
    return [Link(names[code], f"{finder_url}?feld={code}") for code in codes if code in names]


def field_names() -> dict[str, str]:
    """Return the fields of action in words of the language at hand."""
    return _field_names(get_language() or "")


@lru_cache(maxsize=16)
def _field_names(language: str) -> dict[str, str]:
    return {code: str(label) for code, label in Field.choices}


def project_period(row: PublicProject) -> str:
    """Return a project's period in words; one that is only planned does not run "seit 2027" but "ab 2027"."""
    if row.is_planned and row.first and not row.last:
        return _("ab %(since)s") % {"since": rules.long_date(row.first)}
    return period(row.first, row.last)


def figures(pictures: Iterable[Picture], url_of: Callable[[Picture], str]) -> list[Figure]:
    return [Figure(url_of(p), p.alt, p.caption, p.credit, str(p.width), str(p.height)) for p in pictures]


def counts(document: ProfileDocument) -> list[Count]:
    """Return the history of partner counts, the newest first."""
    return [Count(rules.long_date(row.as_of), row.count, row.note) for row in reversed(document.partner_counts)]


def partner_groups(rows: Sequence[PartnerGroup]) -> list[PartnerGroups]:
    """Return partners by category. A list of mere categories ("Vereine", "Kirchen") needs no headings."""
    order = list(dict.fromkeys(row.category for row in rows))
    ranked = sorted(rows, key=lambda row: order.index(row.category))
    groups = list(_grouped(ranked))
    if all(len(group.labels) < _PER_CATEGORY for group in groups):
        return [PartnerGroups("", tuple(row.label for row in rows))] if rows else []
    return groups


def _grouped(rows: Iterable[PartnerGroup]) -> Iterator[PartnerGroups]:
    names = _category_names(get_language() or "")
    for category, members in groupby(rows, key=lambda row: row.category):
        label = names.get(category, names[PartnerCategory.OTHER])
        yield PartnerGroups(label, tuple(row.label for row in members))


@lru_cache(maxsize=16)
def _category_names(language: str) -> dict[str, str]:
    return {code: str(label) for code, label in PartnerCategory.choices}


def period(since: str, until: str) -> str:
    """Return a period in words: "seit 2008", "2014 bis 2016", "bis 2019"."""
    first, last = rules.long_date(since), rules.long_date(until)
    if first and last:
        return first if first == last else _("%(since)s bis %(until)s") % {"since": first, "until": last}
    if first:
        return _("seit %(since)s") % {"since": first}
    return _("bis %(until)s") % {"until": last} if last else ""


def legal_form(document: ProfileDocument) -> str:
    return str(LegalForm(document.legal_form).label) if document.legal_form else ""


def status_note(status: str) -> str:
    """Return what families should know about an alliance that is not simply active."""
    return {
        Status.IN_FOUNDING.value: _("Dieses Bündnis wird gerade gegründet. Wer mitgründen möchte, ist willkommen."),
        Status.DORMANT.value: _("Dieses Bündnis ruht zurzeit. Die Angaben zeigen, was war und wieder werden kann."),
        Status.DISSOLVED.value: _("Dieses Bündnis hat seine Arbeit beendet. Die Seite bleibt als Erinnerung stehen."),
    }.get(status, "")
