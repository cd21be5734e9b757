"""Meetings as calendar entries: the file that goes with a mail, and the year's dates as one file."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.letters import Attachment
from drehscheibe.kit.calendar.entries import Attendee, Entry, Method, PartStat, Status, calendar

from ..models import Invitee, Meeting
from ..vocabulary import Answer, Form, MeetingState

FILE_NAME = "treffen.ics"

PART_STATS: dict[str, PartStat] = {
    Answer.NONE: "NEEDS-ACTION",
    Answer.COMING: "ACCEPTED",
    Answer.ONLINE: "ACCEPTED",
    Answer.PROXY: "DELEGATED",
    Answer.EXCUSED: "DECLINED",
}
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
    entry = entry_of(meeting, stamp=timezone.now(), url=url, organizer=organizer, attendees=attendees)
    return _file([entry], sent)


def dates_attachment(meetings: Sequence[Meeting], *, reply_to: str = "") -> Attachment:
    """Return one file with the dates of many meetings; what is not yet invited to stands there as tentative."""
    now = timezone.now()
    return _file([entry_of(one, stamp=now, organizer=_organizer(one, None, reply_to)) for one in meetings], "PUBLISH")


def answers_are_read() -> bool:
    """Tell whether answers of calendar programs reach us."""
    return bool(settings.ANSWER_ADDRESS and (settings.ANSWER_DIR or settings.ANSWER_IMAP_URL))


def answer_address(invitee: Invitee) -> str:
    """Return where the calendar program of somebody invited answers to."""
    return settings.ANSWER_ADDRESS.replace("{secret}", invitee.secret)


def email_of(invitee: Invitee) -> str:
    return invitee.email or (invitee.person.email if invitee.person else "")


def uid_of(meeting: Meeting) -> str:
    """Return the name of the calendar entry; it never changes."""
    return f"{meeting.uid}@{settings.SITE_HOST}"


# One entry


def entry_of(
    meeting: Meeting,
    *,
    stamp: datetime,
    url: str = "",
    organizer: tuple[str, str] | None = None,
    attendees: Sequence[Attendee] = (),
) -> Entry:
    return Entry(
        uid=uid_of(meeting),
        stamp=stamp,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=meeting.title,
        sequence=meeting.sequence,
        status=_STATUS.get(meeting.state, "CONFIRMED"),
        place=place_of(meeting),
        text=text_of(meeting),
        url=url,
        categories=(meeting.alliance.name,),
        changed_at=meeting.changed_at,
        organizer=organizer,
        attendees=attendees,
        is_free=meeting.state == MeetingState.CANCELLED,
    )


def place_of(meeting: Meeting) -> str:
    """Return where it is; "" before the host has said yes."""
    if meeting.form == Form.ONLINE:
        return _("online")
    if meeting.host_id and meeting.host_confirmed_at is None:
        return ""
    town = f"{meeting.postcode} {meeting.town}".strip()
    return ", ".join(part for part in (meeting.place_name, meeting.room, meeting.street, town) if part)


def text_of(meeting: Meeting) -> str:
    """Return what one needs to know on the way: entrance and stop, the link, until when to answer."""
    if meeting.state == MeetingState.CANCELLED:
        return _("Das Treffen fällt aus. %(reason)s") % {"reason": meeting.cancel_reason}
    lines = [*_way(meeting), *_online(meeting)]
    if meeting.reply_by and meeting.state == MeetingState.INVITED:
        lines.append(_("Bitte antworten Sie bis %(day)s.") % {"day": date_format(meeting.reply_by, "j. F Y")})
    return "\n".join(lines)


def _way(meeting: Meeting) -> list[str]:
    if not place_of(meeting) or meeting.form == Form.ONLINE:
        return []
    words = ((_("Eingang"), meeting.entrance), (_("Haltestelle"), meeting.stop), (_("Weg"), meeting.access_note))
    step_free = [_("Ohne Stufen zu erreichen")] if meeting.is_step_free else []
    return [f"{word}: {text}" for word, text in words if text] + step_free


def _online(meeting: Meeting) -> list[str]:
    words = ((_("Online"), meeting.online_url), (_("Telefon"), meeting.dial_in))
    return [] if meeting.form == Form.PLACE else [f"{word}: {text}" for word, text in words if text]


# Who asks, who is asked


def _asked(invitee: Invitee) -> Attendee | None:
    email = email_of(invitee)
    if not email:
        return None
    name = invitee.name or (invitee.person.name if invitee.person else "")
    return Attendee(email, name, PART_STATS[invitee.answer], asks=invitee.answer == Answer.NONE)


def _organizer(meeting: Meeting, invitee: Invitee | None, reply_to: str) -> tuple[str, str]:
    address = answer_address(invitee) if invitee else reply_to or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return meeting.alliance.name, address


def _file(entries: Sequence[Entry], method: Method) -> Attachment:
    content = calendar(entries, zone=settings.TIME_ZONE, method=method)
    return Attachment(FILE_NAME, f"text/calendar; method={method}; charset=utf-8", content)
