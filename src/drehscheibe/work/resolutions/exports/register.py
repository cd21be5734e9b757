"""The register of decisions as a table, for the alliance's own programs."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.work.meetings.models import Decision

from .. import register_words as words


def columns() -> list[str]:
    return [
        _("Nummer"), _("Datum"), _("Gruppe"), _("Treffen"), _("Zu"), _("Beschluss"), _("Ergebnis"), _("Ja"), _("Nein"),
        _("Enthaltung"), _("öffentlich"), _("Wie abgestimmt?"), _("Stand"), _("Wer setzt es um?"), _("Bis wann"),
        _("Wieder vorlegen"), _("aufgehoben"),
    ]  # fmt: skip


def rows(decisions: Iterable[Decision]) -> list[list[str]]:
    """Return one line per number; one that was struck out says so instead of its text."""
    return [_row(one) for one in decisions]


def _row(one: Decision) -> list[str]:
    if one.withdrawn_at is not None:
        return [one.label, "", one.body.name, words.where(one), "", words.state_word(one), *[""] * 11]
    return [
        one.label, _day(one.decided_on), one.body.name, words.where(one), one.title, one.text,
        one.get_outcome_display(), _number(one.yes), _number(one.no), _number(one.abstained),
        _("ja") if one.is_public else _("nein"), words.manner(one), words.state_word(one), words.owner(one),
        _day(one.due_on), _day(one.revisit_on), _day(one.repealed_on),
    ]  # fmt: skip


def _day(on: date | None) -> str:
    return date_format(on, "d.m.Y") if on else ""


def _number(votes: int | None) -> str:
    return "" if votes is None else str(votes)
