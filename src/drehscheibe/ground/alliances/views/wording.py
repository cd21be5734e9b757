"""The profile in words: what a part or a list holds, and what a publication would change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.tenancy.models import Alliance

from .. import profile_data, queries, rules
from ..forms import LISTS, ListSection
from ..models import Profile, ProfileRow
from ..vocabulary import Audience, Field, LegalForm, PartnerCategory, Precision, Status

_COLUMNS: dict[str, str | Promise] = {
    "founded": gettext_lazy("Gründung"),
    "territories": gettext_lazy("Gebiet"),
    "logo": gettext_lazy("Logo"),
    "confirmed": gettext_lazy("Bestätigt am"),
    "successor_id": gettext_lazy("Aufgegangen in"),
    **{section.source: section.title for section in LISTS.values()},
}


@dataclass(frozen=True, slots=True)
class ChangeInWords:
    """What a publication would change in one place."""

    label: str
    before: str
    after: str


def facts_of(profile: Profile, columns: Iterable[str]) -> list[tuple[str, str]]:
    """Return label and text of some columns of the draft; a founding date is one fact."""
    facts = []
    for name in columns:
        if name == "founded_precision":
            continue
        if name == "founded_on":
            known = rules.cut_to_precision(profile.founded_on, profile.founded_precision or Precision.DAY)
            facts.append((_("Gegründet"), day_in_words(known)))
        else:
            label = str(Profile._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # columns only, no relations
            facts.append((label, _value_in_words(name, getattr(profile, name))))
    return facts


def lines_of(section: ListSection) -> list[tuple[str, str]]:
    """Return one line per row of a list; what only the alliance sees says so."""
    rows: list[ProfileRow] = queries.visible(section.model, Audience.ALLIANCE)
    return [(row.get_audience_display() if row.audience == Audience.ALLIANCE else "", str(row)) for row in rows]


def private_lines(rows: queries.Rows) -> list[tuple[str, str]]:
    """Return what stays inside the alliance when the profile is published: title of the list and row."""
    return [
        (str(section.title), str(row))
        for section in LISTS.values()
        for row in rows[section.model]
        if row.audience == Audience.ALLIANCE
    ]


def changes_in_words(changes: Sequence[profile_data.Changed]) -> list[ChangeInWords]:
    return [
        ChangeInWords(label_of(c.key), _value_in_words(c.key, c.before), _value_in_words(c.key, c.after))
        for c in changes
    ]


def label_of(key: str) -> str:
    """Return what a field of the profile document is called."""
    if key in _COLUMNS:
        return str(_COLUMNS[key])
    return str(Profile._meta.get_field(key).verbose_name)  # type: ignore[union-attr]  # columns only, no relations


def day_in_words(text: str) -> str:
    """Return "2008", "April 2008" or "28. April 2008" for an ISO text cut to its precision."""
    if not text:
        return ""
    day, precision = rules.parse_partial_date(text)
    return formats.date_format(day, {Precision.YEAR: "Y", Precision.MONTH: "F Y", Precision.DAY: "j. F Y"}[precision])


_CODES: dict[str, Any] = {"status": Status, "legal_form": LegalForm}


def _value_in_words(key: str, value: Any) -> str:
    if not value:
        return ""
    if key in _CODES:
        return str(_CODES[key](value).label)
    if key in {"founded", "confirmed"}:
        return day_in_words(value)
    if key == "successor_id":
        return Alliance.objects.filter(pk=value).values_list("name", flat=True).first() or ""
    if isinstance(value, list | tuple):
        return "\n".join(_row_in_words(key, row) for row in value)
    return _row_in_words(key, value)


def _row_in_words(key: str, row: Any) -> str:
    """Return a row of the document as one line, its empty fields left out."""
    match row:
        case str() | int():
            return str(Field(row).label) if key == "fields_of_action" and row in Field.values else str(row)
        case profile_data.Logo(alt=text) | profile_data.Territory(name=text):
            return text
        case profile_data.PartnerGroup():
            return f"{row.label} ({PartnerCategory(row.category).label})"
        case profile_data.Picture():
            return " · ".join(filter(None, (row.caption or row.alt, row.credit)))
        case profile_data.PartnerCount():
            return f"{row.count} ({row.as_of})" + (f" – {row.note}" if row.note else "")
        case _:
            return " · ".join(_filled(row))


def _filled(row: Any) -> list[str]:
    values = (getattr(row, name) for name in row.__dataclass_fields__)
    texts = (", ".join(value) if isinstance(value, tuple) else value for value in values)
    return [str(Field(text).label) if text in Field.values else str(text) for text in texts if text]
