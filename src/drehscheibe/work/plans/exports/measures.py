"""The list of measures as a table to take along."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import Measure
from ..queries.measures import is_abandoned, owner_in_words


def columns() -> list[str]:
    return [
        _("Jahr"), _("Was"), _("Wer"), _("Partner"), _("Gruppe"), _("Beginnt"), _("Bis wann"), _("Stand"),
        _("Was kam heraus"), _("Schwerpunkt"), _("Projekt"), _("Jedes Jahr wieder"), _("Wer darf das sehen"), _("Hinweis"),
    ]  # fmt: skip


def rows(measures: Iterable[Measure]) -> list[list[str]]:
    return [_row(one) for one in measures]


def _row(one: Measure) -> list[str]:
    return [
        str(one.year), one.title, owner_in_words(one), one.organisation.name if one.organisation else "",
        one.body.name if one.body else "", _day(one.starts_on), _day(one.due_on), one.get_state_display(), one.result,
        one.focus.title if one.focus else "", _project(one), _("ja") if one.recurs else "", one.get_audience_display(),
        _("Niemand kümmert sich mehr darum") if is_abandoned(one) else "",
    ]  # fmt: skip


def _project(one: Measure) -> str:
    """Return the project's title; of a confidential one that a measure hangs on, nothing goes out."""
    return one.project.title if one.project and one.project.audience != "team" else ""


def _day(day: date | None) -> str:
    return date_format(day, "d.m.Y") if day else ""
