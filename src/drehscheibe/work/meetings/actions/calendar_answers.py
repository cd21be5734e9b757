"""What calendar programs answer: taken over where it is the right person and today's invitation, else noted with why.

Nothing is dropped: what does not count stands beside the partner, and the coordination hears of it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import Machine, require

from .. import access
from ..exports.calendar import uid_of
from ..mails import answers as mails
from ..models import Invitee, MeetingMail, Reply
from ..queries.people import address_of
from ..vocabulary import Answer, ReplyChannel
from .replies import Said, answer, note_refused

READER = Machine("calendar")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSaid:
    """An answer as a calendar program gave it; `word` is the PARTSTAT of RFC 5545, or COUNTER for another time."""

    word: str
    uid: str
    sequence: int
    attendee: str
    sender: str
    name: str = ""
    said_at: datetime | None = None
    delegated_to: str = ""
    comment: str = ""
    proposed: datetime | None = None


_ANSWERS = {
    "ACCEPTED": Answer.COMING,
    "DECLINED": Answer.EXCUSED,
    "DELEGATED": Answer.PROXY,
}


@transaction.atomic
def take_calendar_answer(invitee: Invitee, said: CalendarSaid, *, by: Machine = READER) -> bool:
    """Take over what a calendar program answered; tell whether it counts. The same answer twice is one."""
    require(access.can_run(by, invitee.meeting))
    words = _words(said)
    reason = _why_not(invitee, said)
    if not reason and _is_known(invitee, words, said):
        return True
    if not reason and _is_overtaken(invitee, said):
        reason = _("Inzwischen kam auf einem anderen Weg eine neuere Antwort.")
    if not reason:
        try:
            answer(invitee, words, channel=ReplyChannel.CALENDAR, by=by)
        except ValidationError as refusal:
            reason = " ".join(refusal.messages)
    if reason:
        _note(invitee, words, said, reason, by=by)
    elif said.comment:
        mails.queue_comment(invitee, text=said.comment, reply_to=_mailable(said.sender))
    return not reason


@transaction.atomic
def pass_on_letter(
    invitee: Invitee, *, sender: str, sender_name: str, subject: str, text: str, files: int = 0, by: Machine = READER
) -> None:
    """Lay before the coordination what a person wrote to the address for calendar programs."""
    require(access.can_run(by, invitee.meeting))
    mails.queue_letter(
        invitee, sender=_mailable(sender), sender_name=sender_name, subject=subject, text=text, files=files
    )


def _words(said: CalendarSaid) -> Said:
    chosen = _ANSWERS.get(said.word, Answer.NONE)
    return Said(answer=chosen, proxy_name=said.delegated_to, said_by=said.name or said.attendee)


def _why_not(invitee: Invitee, said: CalendarSaid) -> str:
    """Return why an answer cannot count, "" where it can."""
    return _wrong_one(invitee, said) or _no_answer(said)


def _wrong_one(invitee: Invitee, said: CalendarSaid) -> str:
    meeting, known = invitee.meeting, _known_addresses(invitee)
    if said.uid != uid_of(meeting):
        return _("Sie gehört zu einem anderen Termin.")
    if said.attendee not in known:
        return _("Sie kam für %(other)s; eingeladen ist eine andere Adresse.") % {"other": said.attendee or "?"}
    if said.sender not in known:
        return _("Sie kam von %(other)s; eingeladen ist eine andere Adresse.") % {"other": said.sender or "?"}
    return "" if said.sequence == meeting.sequence else _("Sie bezog sich auf den alten Termin.")


def _no_answer(said: CalendarSaid) -> str:
    match said.word:
        case "TENTATIVE":
            return _("Mit Vorbehalt zugesagt.")
        case "DELEGATED":
            return _("Im Kalender weitergegeben an %(other)s.") % {"other": said.delegated_to or "?"}
        case "COUNTER":
            return _("Schlägt eine andere Zeit vor: %(time)s.") % {"time": _time(said.proposed)}
    return ""


def _known_addresses(invitee: Invitee) -> set[str]:
    """Return hers of today, and those that our mails about this meeting went to."""
    mailed = MeetingMail.objects.filter(invitee=invitee, mail__isnull=False).values_list("mail__to_email", flat=True)
    return {address.lower() for address in [address_of(invitee), *mailed] if address}


def _is_known(invitee: Invitee, words: Said, said: CalendarSaid) -> bool:
    """Tell whether this very answer was taken over before: mails arrive twice, and readers are interrupted."""
    same = Reply.objects.filter(
        invitee=invitee,
        channel=ReplyChannel.CALENDAR,
        counts=True,
        answer=words.answer,
        sequence=said.sequence,
        said_by=words.said_by[:120],
    )
    last = same.order_by("-pk").first()
    return last is not None and said.said_at is not None and said.said_at <= last.made_at


def _is_overtaken(invitee: Invitee, said: CalendarSaid) -> bool:
    since = None if invitee.is_to_old_date else invitee.answered_at
    return since is not None and min(said.said_at or timezone.now(), timezone.now()) < since


def _note(invitee: Invitee, words: Said, said: CalendarSaid, reason: str, *, by: Machine) -> None:
    """Note an answer that does not count, once, and tell the coordination where it has to ask."""
    known = Reply.objects.filter(
        invitee=invitee, counts=False, answer=words.answer, sequence=said.sequence, reason=reason[:200]
    )
    if known.filter(said_by=words.said_by[:120]).exists():
        return
    note_refused(invitee, words, channel=ReplyChannel.CALENDAR, sequence=said.sequence, reason=reason, by=by)
    if said.word != "TENTATIVE" or said.comment:
        mails.queue_uncounted_answer(invitee, reason=reason, quote=said.comment, reply_to=_mailable(said.sender))


def _time(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "D., j. F Y, H:i") if at else "?"


def _mailable(address: str) -> str:
    """Return an address that a mail can go to, "" for what is none: the sender of a mail can be anything."""
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address
