"""The register of decisions as a table, for the alliance's own programs."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import Decision


def columns() -> list[str]:
    return [
        _("Nummer"), _("Datum"), _("Gruppe"), _("Treffen"), _("Zu"), _("Beschluss"), _("Ergebnis"), _("Ja"), _("Nein"),
        _("Enthaltung"), _("öffentlich"),
    ]  # fmt: skip


def rows(decisions: Iterable[Decision]) -> list[list[str]]:
    """Return one line per number; one that was struck out says so instead of its text."""
    return [_row(one) for one in decisions]


def _row(one: Decision) -> list[str]:
    if one.withdrawn_at is not None:
        return [one.label, "", one.body.name, _meeting(one), "", _("Nummer nicht belegt"), "", "", "", "", ""]
    return [
        one.label, date_format(one.decided_on, "d.m.Y"), one.body.name, _meeting(one), one.title, one.text,
        one.get_outcome_display(), _number(one.yes), _number(one.no), _number(one.abstained),
        _("ja") if one.is_public else _("nein"),
    ]  # fmt: skip


def _meeting(one: Decision) -> str:
    return one.meeting.title if one.meeting else ""


def _number(votes: int | None) -> str:
    return "" if votes is None else str(votes)
