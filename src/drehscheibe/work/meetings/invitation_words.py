"""An invitation in words: until when, where, and what is said while its place is not certain."""

from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from . import wording
from .models import Meeting
from .vocabulary import Form


def when(meeting: Meeting) -> str:
    """Return "Mi., 14. Oktober 2026, 17:00 bis 19:00 Uhr"."""
    return wording.when(meeting.starts_at, meeting.ends_at)


def day(meeting: Meeting) -> str:
    return wording.day_in_words(meeting.starts_at)


def long_day(meeting: Meeting) -> str:
    """Return "Mittwoch, 14. Oktober 2026", for where the date stands large."""
    return date_format(localtime(meeting.starts_at), "l, j. F Y")


def hours(meeting: Meeting) -> str:
    return wording.when(meeting.starts_at, meeting.ends_at).rsplit(", ", 1)[-1]


def until(on: date) -> str:
    """Return "Freitag, 7. Oktober", for "bis …"."""
    return date_format(on, "l, j. F")


# Where


def place_is_certain(meeting: Meeting) -> bool:
    """Tell whether the place may be named: a host that has not said yes is not announced to anybody."""
    if meeting.form == Form.ONLINE:
        return True
    return bool(meeting.place_name or meeting.street) and (
        meeting.host_id is None or meeting.host_confirmed_at is not None
    )


def place_line(meeting: Meeting) -> str:
    """Return the place in one line, "Ort folgt" while it is not certain, "online" where there is none."""
    if meeting.form == Form.ONLINE:
        return _("online")
    if not place_is_certain(meeting):
        return _("Ort folgt")
    town = f"{meeting.postcode} {meeting.town}".strip()
    named = ", ".join(part for part in (meeting.place_name, meeting.room, meeting.street, town) if part)
    return _("%(place)s, oder online") % {"place": named} if meeting.form == Form.HYBRID else named


def way_lines(meeting: Meeting) -> list[str]:
    """Return how one gets there: entrance, stop, steps, online."""
    if meeting.form != Form.ONLINE and not place_is_certain(meeting):
        return _online(meeting)
    step_free = {True: _("Ohne Stufen zu erreichen."), False: _("Nicht ohne Stufen zu erreichen."), None: ""}
    there = [
        _("Eingang: %(text)s") % {"text": meeting.entrance} if meeting.entrance else "",
        _("Haltestelle: %(text)s") % {"text": meeting.stop} if meeting.stop else "",
        step_free[meeting.is_step_free],
        meeting.access_note,
    ]
    return [*(part for part in there if part and meeting.form != Form.ONLINE), *_online(meeting)]


def _online(meeting: Meeting) -> list[str]:
    if meeting.form == Form.PLACE:
        return []
    link = _("Online: %(url)s") % {"url": meeting.online_url} if meeting.online_url else ""
    call = _("Einwahl per Telefon: %(text)s") % {"text": meeting.dial_in} if meeting.dial_in else ""
    return [part for part in (link, call) if part]


def offer_lines(meeting: Meeting) -> list[str]:
    """Return what makes coming easier."""
    care = _("Kinderbetreuung: %(text)s") % {"text": meeting.childcare} if meeting.childcare else ""
    said = _("Dolmetschen, Gebärden, Schrift: %(text)s") % {"text": meeting.interpreter} if meeting.interpreter else ""
    return [part for part in (care, said) if part]


def map_query(meeting: Meeting) -> str:
    """Return what to look up on a map; "" where no street is known or the place is not certain."""
    if not place_is_certain(meeting) or not (meeting.street and meeting.town):
        return ""
    return f"{meeting.street}, {meeting.postcode} {meeting.town}".strip()
