"""The list of projects as a table to take along."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import Project
from ..wording import audience_words


def columns() -> list[str]:
    return [
        _("Titel"), _("Was ist das?"), _("Stand"), _("Beginnt am"), _("Endet am"), _("Von"), _("Bis"), _("Wo?"),
        _("Jahr der Ausgabe"), _("Motto"), _("Gruppe"), _("Federführung"), _("Zusammen mit"), _("Handlungsfeld"),
        _("Für wen?"), _("Förderprogramm"), _("Wer darf das sehen?"), _("Worum geht es?"), _("Ergebnis"),
    ]  # fmt: skip


def rows(projects: Iterable[Project]) -> list[list[str]]:
    return [_row(project) for project in projects]


def _row(one: Project) -> list[str]:
    return [
        one.title, one.get_kind_display(), one.get_state_display(),
        *(date_format(day, "d.m.Y") if day else "" for day in (one.starts_on, one.ends_on)),
        one.since, one.until, one.place, str(one.year or ""), one.motto, one.body.name if one.body else "",
        one.owner.name if one.owner else "", one.partner, one.get_field_display(), audience_words(one.target_groups),
        one.programme.name if one.programme else "", one.get_audience_display(), one.text, one.results,
    ]  # fmt: skip
