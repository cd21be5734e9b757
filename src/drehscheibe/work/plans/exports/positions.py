"""Positions as a table."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import Position


def columns() -> list[str]:
    return [
        _("Art"), _("Titel"), _("Was wir sagen"), _("An wen?"), _("Stand"), _("Handlungsfeld"), _("Gruppe"), _("Bis"),
        _("Übergeben am"), _("Antwort"), _("Wirkung"), _("Wer darf das sehen?"),
    ]  # fmt: skip


def rows(positions: Iterable[Position]) -> list[list[str]]:
    return [
        [
            str(row.get_kind_display()), row.title, row.text, row.addressee, str(row.get_state_display()),
            str(row.get_field_display()), row.body.name if row.body else "", _day(row.deadline_on), _day(row.handed_on),
            row.answer, row.effect, str(row.get_audience_display()),
        ]
        for row in positions
    ]  # fmt: skip


def _day(value: date | None) -> str:
    return date_format(value, "d.m.Y") if value else ""
