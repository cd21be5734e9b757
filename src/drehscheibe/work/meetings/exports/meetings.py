"""The list of meetings as a table to take along."""

from collections.abc import Iterable, Mapping

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ..models import Meeting
from ..queries.people import Tally
from ..wording import clock


def columns() -> list[str]:
    return [
        _("Tag"), _("Beginn"), _("Ende"), _("Gruppe"), _("Titel"), _("Stand"), _("Ort"), _("Raum"), _("Gastgeber"),
        _("Ja"), _("Entschuldigt"), _("Noch keine Antwort"), _("Personen"),
    ]  # fmt: skip


def rows(meetings: Iterable[Meeting], tallies: Mapping[int, Tally]) -> list[list[str]]:
    return [_row(meeting, tallies.get(meeting.pk, Tally())) for meeting in meetings]


def _row(meeting: Meeting, tally: Tally) -> list[str]:
    return [
        date_format(localtime(meeting.starts_at), "d.m.Y"), clock(meeting.starts_at), clock(meeting.ends_at),
        meeting.body.name, meeting.title, meeting.get_state_display(),
        ", ".join(part for part in (meeting.place_name, meeting.street, meeting.town) if part), meeting.room,
        meeting.host.name if meeting.host else "",
        *(str(number) for number in (tally.yes, tally.excused, tally.open, tally.people)),
    ]  # fmt: skip
