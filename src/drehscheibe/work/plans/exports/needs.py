"""Needs as a table. Names and addresses of families stay out: they are for the answer only."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import Actor

from ..models import Need
from ..queries.needs import decisions_of_items, standing


def columns() -> list[str]:
    return [
        _("Was fehlt?"), _("Beschreibung"), _("Woran merken Sie das?"), _("Handlungsfeld"), _("Woher"), _("Partner"),
        _("Gruppe"), _("Auch bei uns"), _("Stand"), _("Unsere Antwort"), _("Gemeldet am"), _("Beantwortet am"),
        _("Wer darf das sehen?"),
    ]  # fmt: skip


def rows(needs: Iterable[Need], *, by: Actor) -> list[list[str]]:
    """Return one row per need; `needs` come with `voices`."""
    found = list(needs)
    decided = decisions_of_items([need.item_id for need in found if need.item_id], by)
    return [_row(need, standing(need, decided.get(need.item_id or 0, []))[0]) for need in found]


def _row(need: Need, state: str) -> list[str]:
    voices: int = need.voices  # type: ignore[attr-defined]  # counted by the query
    return [
        need.title, need.text, need.evidence, str(need.get_field_display()), str(need.get_source_display()),
        need.organisation.name if need.organisation else "", need.body.name if need.body else "", str(voices), state,
        need.answer, date_format(localtime(need.received_at), "d.m.Y"),
        date_format(localtime(need.answered_at), "d.m.Y") if need.answered_at else "", str(need.get_audience_display()),
    ]  # fmt: skip
