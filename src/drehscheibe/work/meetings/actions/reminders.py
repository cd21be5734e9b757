"""Reminders that go out by themselves: three days before answers are due, and the day before to those who come.

Each has a number of its own per sequence of the meeting, and the row of one that went out is unique: a worker that slept,
ran twice or was killed in between sends none twice. One that has become pointless leaves a row that says why.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require

from .. import access
from ..mails import invitation as mails
from ..mails.invitation import Said
from ..models import Invitee, Meeting, MeetingMail
from ..queries import inviting as queries
from ..queries import people
from ..vocabulary import Channel, MailKind, MeetingState
from .inviting import locked
from .post import send_mails

DAYS_BEFORE_REPLY = 3
SETTLES = timedelta(days=2)
"""Whoever was invited less than this long ago is not reminded yet."""
PER_SEQUENCE = 10
SILENT, COMING = 1, 2


def number_of(meeting: Meeting, which: int) -> int:
    """Return the number of an automatic reminder; a meeting that moved reminds anew, one that is cancelled does not."""
    told = meeting.sequence - (meeting.state == MeetingState.CANCELLED)
    return told * PER_SEQUENCE + which


@transaction.atomic
def remind_due(meeting: Meeting, *, by: Actor) -> int:
    """Send what is due today for one meeting, and note what is pointless by now; return how many are reminded."""
    meeting = locked(meeting)
    require(access.can_send(by, meeting))
    if not meeting.reminds:
        return 0
    today = localdate()
    sent = 0
    if is_due_to_silent(meeting, today):
        sent += _remind(meeting, _silent(meeting), SILENT, mails.open_reminder_said(meeting), by=by)
    if is_due_to_coming(meeting, today):
        sent += _remind(meeting, queries.coming(meeting), COMING, mails.tomorrow_said(meeting), by=by)
    return sent


def is_due_to_silent(meeting: Meeting, today: date) -> bool:
    return meeting.reply_by is not None and today >= meeting.reply_by - timedelta(days=DAYS_BEFORE_REPLY)


def is_due_to_coming(meeting: Meeting, today: date) -> bool:
    return today >= localdate(meeting.starts_at) - timedelta(days=1)


def _silent(meeting: Meeting) -> list[Invitee]:
    invited = people.invited_ids(meeting)
    rows = people.on_list(meeting).filter(people.OPEN)
    settled = timezone.now() - SETTLES
    return [row for row in rows if row.pk in invited and (row.invited_at is None or row.invited_at <= settled)]


def _remind(meeting: Meeting, rows: Sequence[Invitee], which: int, said: Said, *, by: Actor) -> int:
    number = number_of(meeting, which)
    done = MeetingMail.objects.filter(kind=MailKind.REMINDER, number=number, invitee__meeting=meeting)
    known = set(done.values_list("invitee_id", flat=True))
    new = [row for row in rows if row.pk not in known and queries.way_of(row) == Channel.MAIL]
    if why := why_pointless(meeting, which):
        _note_dropped(new, number, why)
        return 0
    send_mails(
        meeting, new, kind=MailKind.REMINDER, said=said, numbers={row.pk: number for row in new}, title="",
        at_once=True, by=by,
    )  # fmt: skip
    if new:
        audit.record(by, "meeting.reminded", meeting, mails=len(new))
    return len(new)


def why_pointless(meeting: Meeting, which: int) -> str:
    """Return why a reminder that is due is not sent any more; "" where it still helps."""
    if meeting.state == MeetingState.CANCELLED:
        return _("Das Treffen war inzwischen abgesagt.")
    if meeting.state != MeetingState.INVITED or timezone.now() >= meeting.starts_at:
        return _("Das Treffen war schon vorbei.")
    if which == COMING and localdate() == localdate(meeting.starts_at):
        return _("Der Tag davor war schon vorbei.")
    return ""


def _note_dropped(rows: Sequence[Invitee], number: int, why: str) -> None:
    MeetingMail.objects.bulk_create(
        MeetingMail(invitee=row, kind=MailKind.REMINDER, number=number, dropped=why) for row in rows
    )
