"""Meetings as calendar entries: the file that goes with a mail, the year's dates as one file, somebody's calendar."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from email.utils import parseaddr
from functools import lru_cache

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.letters import Attachment
from drehscheibe.kit.calendar.entries import (
    Attendee,
    Entry,
    Method,
    PartStat,
    Status,
    calendar,
    calendar_of,
    entry_text,
)

from ..models import Invitee, Meeting
from ..names import invitee_name
from ..queries.calendar import Dated, Row, dated
from ..queries.people import address_of
from ..vocabulary import Answer, Form, MeetingState

FILE_NAME = "treffen.ics"

PART_STATS: dict[str, PartStat] = {
    Answer.NONE: "NEEDS-ACTION",
    Answer.COMING: "ACCEPTED",
    Answer.ONLINE: "ACCEPTED",
    Answer.PROXY: "DELEGATED",
    Answer.EXCUSED: "DECLINED",
}
REFRESH_HOURS = 6
_STATUS: dict[str, Status] = {MeetingState.DRAFT: "TENTATIVE", MeetingState.CANCELLED: "CANCELLED"}


def attachment(
    meeting: Meeting, *, method: Method, invitee: Invitee | None = None, url: str = "", reply_to: str = ""
) -> Attachment:
    """Return the calendar entry of a meeting for a mail; makes no statement where alliance and person are at hand.

    REQUEST asks the receiver's calendar program for an answer (RFC 5546, 3.2.2). It needs a mailbox for answers and
    somebody invited by mail; without them it becomes PUBLISH, which asks for nothing. `url` leads to the receiver's
    own page, `reply_to` is whom a program writes to that knows no other way to answer.
    """
    asked = _asked(invitee) if invitee is not None and answers_are_read() else None
    sent = "PUBLISH" if method == "REQUEST" and asked is None else method
    organizer = _organizer(meeting, invitee if asked else None, reply_to)
    attendees = [] if asked is None or sent == "PUBLISH" else [asked]
    entry = entry_of(
        meeting, alliance=meeting.alliance.name, stamp=timezone.now(), url=url, organizer=organizer, attendees=attendees
    )
    return _file([entry], sent)


def dates_attachment(meetings: Sequence[Meeting], *, reply_to: str = "") -> Attachment:
    """Return one file with the dates of many meetings; what is not yet invited to stands there as tentative."""
    entries = [
        entry_of(one, alliance=one.alliance.name, stamp=timezone.now(), organizer=_organizer(one, None, reply_to))
        for one in meetings
    ]
    return _file(entries, "PUBLISH")


def answers_are_read() -> bool:
    """Tell whether answers of calendar programs reach us."""
    return bool(settings.ANSWER_ADDRESS and (settings.ANSWER_DIR or settings.ANSWER_IMAP_URL))


def answer_address(invitee: Invitee) -> str:
    """Return where the calendar program of somebody invited answers to."""
    return settings.ANSWER_ADDRESS.replace("{secret}", invitee.secret)


def uid_of(meeting: Meeting | Dated) -> str:
    """Return the name of the calendar entry; it never changes."""
    return f"{meeting.uid}@{settings.SITE_HOST}"


# One entry


def entry_of(
    meeting: Meeting | Dated,
    *,
    alliance: str,
    stamp: datetime,
    text: str | None = None,
    url: str = "",
    organizer: tuple[str, str] | None = None,
    attendees: Sequence[Attendee] = (),
    status: Status | None = None,
    is_free: bool = False,
) -> Entry:
    """Return the entry; `status` is that of the meeting unless somebody's own answer says more."""
    is_cancelled = meeting.state == MeetingState.CANCELLED
    return Entry(
        uid=uid_of(meeting),
        stamp=stamp,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=meeting.title,
        sequence=meeting.sequence,
        status=_STATUS.get(meeting.state) or status or "CONFIRMED",
        place=place_of(meeting),
        text=text_of(meeting) if text is None else text,
        url=url,
        categories=(alliance,),
        changed_at=meeting.changed_at,
        organizer=organizer,
        attendees=attendees,
        is_free=is_free or is_cancelled,
    )


def place_of(meeting: Meeting | Dated) -> str:
    """Return where it is; "" before the host has said yes."""
    if meeting.form == Form.ONLINE:
        return _("online")
    if meeting.host_id and meeting.host_confirmed_at is None:
        return ""
    town = f"{meeting.postcode} {meeting.town}".strip()
    return ", ".join(filter(None, (meeting.place_name, meeting.room, meeting.street, town)))


def text_of(meeting: Meeting | Dated, *, with_access: bool = True, language: str | None = None) -> str:
    """Return what one needs to know on the way: entrance and stop, until when to answer, the link to join from afar.

    The link is for those who are invited: leave it out with `with_access=False`. `language` is the one in force,
    where it is known already.
    """
    if meeting.state == MeetingState.CANCELLED:
        return _("Das Treffen fällt aus. %(reason)s") % {"reason": meeting.cancel_reason}
    lines = _way(meeting, language)
    if with_access and meeting.form != Form.PLACE:
        lines += _online(meeting)
    if meeting.reply_by and meeting.state == MeetingState.INVITED:
        lines.append(_("Bitte antworten Sie bis %(day)s.") % {"day": date_format(meeting.reply_by, "j. F Y")})
    return "\n".join(lines)


def _way(meeting: Meeting | Dated, language: str | None) -> list[str]:
    if meeting.form == Form.ONLINE or (meeting.host_id and meeting.host_confirmed_at is None):
        return []
    parts = (meeting.entrance, meeting.stop, meeting.access_note, bool(meeting.is_step_free))
    return list(_way_lines(*parts, language or get_language())) if any(parts) else []


@lru_cache(maxsize=512)
def _way_lines(entrance: str, stop: str, note: str, is_step_free: bool, _language: str | None) -> list[str]:
    """Return the lines for a way; many meetings are at the same place."""
    lines = [
        _("Eingang: %(text)s") % {"text": entrance} if entrance else "",
        _("Haltestelle: %(text)s") % {"text": stop} if stop else "",
        note,
        _("Ohne Stufen zu erreichen") if is_step_free else "",
    ]
    return [line for line in lines if line]


def _online(meeting: Meeting | Dated) -> list[str]:
    words = ((_("Online"), meeting.online_url), (_("Telefon"), meeting.dial_in))
    return [f"{word}: {text}" for word, text in words if text]


# A calendar to subscribe to


def calendar_of_person(rows: Iterable[Row], *, alliance: str) -> bytes:
    """Return somebody's own calendar: what she has not answered is tentative, where she is excused her time is free."""
    language = get_language()
    return _subscribed([_own_text(row, alliance, language) for row in rows], alliance)


def calendar_of_team(rows: Iterable[Row], *, alliance: str) -> bytes:
    """Return all meetings, drafts as tentative."""
    language = get_language()
    return _subscribed([_team_text(row, alliance, language) for row in rows], alliance)


def _subscribed(texts: Iterable[str], alliance: str) -> bytes:
    return calendar_of(texts, zone=settings.TIME_ZONE, name=alliance, refresh_hours=REFRESH_HOURS)


@lru_cache(maxsize=4096)
def _own_text(row: Row, alliance: str, language: str | None) -> str:
    """Return the text of an entry; kept, since of a whole calendar hardly more than one changes at a time."""
    meeting = dated(row)
    answered = meeting.answer and not meeting.is_to_old_date
    entry = entry_of(
        meeting,
        alliance=alliance,
        stamp=meeting.changed_at,
        text=text_of(meeting, with_access=meeting.answer is not None, language=language),
        status="CONFIRMED" if answered else "TENTATIVE",
        is_free=bool(answered) and meeting.answer in {Answer.EXCUSED, Answer.PROXY},
    )
    return entry_text(entry, zone=settings.TIME_ZONE)


@lru_cache(maxsize=1024)
def _team_text(row: Row, alliance: str, _language: str | None) -> str:
    meeting = dated(row)
    return entry_text(entry_of(meeting, alliance=alliance, stamp=meeting.changed_at), zone=settings.TIME_ZONE)


# Who asks, who is asked


def _asked(invitee: Invitee) -> Attendee | None:
    email, is_open = address_of(invitee), invitee.answer == Answer.NONE or invitee.is_to_old_date
    part_stat = "NEEDS-ACTION" if is_open else PART_STATS[invitee.answer]
    return Attendee(email, invitee_name(invitee), part_stat, asks=is_open) if email else None


def _organizer(meeting: Meeting, invitee: Invitee | None, reply_to: str) -> tuple[str, str]:
    address = answer_address(invitee) if invitee else reply_to or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return meeting.alliance.name, address


def _file(entries: Sequence[Entry], method: Method) -> Attachment:
    content = calendar(entries, zone=settings.TIME_ZONE, method=method)
    return Attachment(FILE_NAME, f"text/calendar; method={method}; charset=utf-8", content)
