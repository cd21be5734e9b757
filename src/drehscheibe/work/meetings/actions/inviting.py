"""Inviting: everybody on the list at one press of a button, whoever came later, and reminding the silent."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.outbox import queries as outbox
from drehscheibe.ground.outbox.actions import stop_sending
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.outbox.queries import SendingLine
from drehscheibe.ground.tenancy.access import Actor, require

from .. import access
from .. import invitation_words as words
from ..mails import invitation as mails
from ..models import Invitee, Meeting, MeetingMail
from ..queries import inviting as queries
from ..queries.inviting import Plan
from ..vocabulary import Channel, MailKind, MeetingState
from .meetings import step
from .people import fill_invitees
from .post import SENDING_KIND, note_letters, send_mails, sender

REMINDED_BY_HAND = 1000
"""Reminders by hand are numbered from here; below stand those that the worker sends, see `tasks.reminders`."""


@dataclass(frozen=True, slots=True)
class Invited:
    """What one press of the button did; `mails` are partners and guests reached by mail, not messages."""

    mails: int
    letters: int
    calls: int

    @property
    def count(self) -> int:
        return self.mails + self.letters


@transaction.atomic
def invite(meeting: Meeting, *, by: Actor) -> Invited:
    """Invite everybody who is not invited yet: mails now, letters to be printed, the rest to be called.

    Raises ValidationError where nobody is left (a double click), the meeting has begun or is cancelled, or the notice
    period of the rules is over and nobody has written why the invitation comes later.
    """
    meeting = locked(meeting)
    require(access.can_send(by, meeting))
    _may_still_invite(meeting)
    fill_invitees(meeting, by=by)
    plan = queries.plan(meeting)
    if not plan.count and (meeting.invited_at or not plan.calls):
        raise ValidationError(_("Alle, die wir erreichen können, sind schon eingeladen."))
    if meeting.state == MeetingState.DRAFT:
        step(meeting, MeetingState.INVITED, invited_at=timezone.now(), is_practice=not meeting.alliance.is_live)
    _write_to(meeting, plan, by=by)
    Invitee.objects.filter(pk__in=[row.pk for row in plan.all]).update(invited_at=timezone.now())
    audit.record(by, "meeting.invited", meeting, mails=len(plan.mails), letters=len(plan.letters))
    return Invited(len(plan.mails), len(plan.letters), len(plan.calls))


def locked(meeting: Meeting) -> Meeting:
    """Hold the meeting, so that a second press of the button waits and then finds everything done."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("alliance", "body").get(pk=meeting.pk)


def _may_still_invite(meeting: Meeting) -> None:
    if meeting.state not in {MeetingState.DRAFT, MeetingState.INVITED}:
        raise ValidationError(_("Zu diesem Treffen kann niemand mehr eingeladen werden."))
    if timezone.now() >= meeting.starts_at:
        raise ValidationError(_("Das Treffen hat schon begonnen. Ändern Sie zuerst den Termin."))
    notice = queries.notice_of(meeting)
    if notice is not None and notice.is_late and not meeting.notice_note and meeting.invited_at is None:
        raise ValidationError(_("Schreiben Sie bitte in einem Satz, warum die Einladung später kommt."))


def _write_to(meeting: Meeting, plan: Plan, *, by: Actor) -> None:
    numbers = queries.numbers_of(MailKind.INVITATION, plan.all)
    send_mails(
        meeting,
        plan.mails,
        kind=MailKind.INVITATION,
        said=mails.invitation_said(meeting),
        numbers=numbers,
        title=_title(meeting, len(plan.mails)),
        by=by,
    )
    note_letters(plan.letters, kind=MailKind.INVITATION, numbers=numbers)


def _title(meeting: Meeting, number: int) -> str:
    count = ngettext("an einen Partner", "an %(number)s Partner", number) % {"number": number}
    return _("Einladung %(count)s: %(title)s am %(day)s") % {
        "count": count, "title": meeting.title, "day": words.day(meeting),
    }  # fmt: skip


@transaction.atomic
def invite_again(invitee: Invitee, *, by: Actor) -> None:
    """Send one invitation once more, e.g. after an address was mended; raise ValidationError where no mail arrives."""
    meeting = locked(invitee.meeting)
    require(access.can_send(by, meeting))
    row = Invitee.objects.select_related("organisation", "person").get(pk=invitee.pk)
    if meeting.state != MeetingState.INVITED or queries.way_of(row) != Channel.MAIL:
        raise ValidationError(_("Hierfür fehlt eine E-Mail-Adresse, oder das Treffen ist schon vorbei."))
    under_way = MeetingMail.objects.filter(invitee=row, kind=MailKind.INVITATION, mail__state=Mail.State.WAITING)
    if under_way.exists():
        raise ValidationError(_("Die Einladung ist schon unterwegs."))
    _write_to(meeting, Plan([row], [], []), by=by)
    audit.record(by, "meeting.invited", meeting, mails=1, letters=0)


# Reminding


@transaction.atomic
def remind(meeting: Meeting, *, by: Actor) -> int:
    """Ask those once more who have not answered; return how many partners and guests.

    Nobody gets two mails about a meeting on one day, so a double click reminds once. Raises ValidationError for none.
    """
    meeting = locked(meeting)
    require(access.can_send(by, meeting))
    rows = queries.to_remind(meeting) if queries.is_open_to_answers(meeting) else []
    if not rows:
        raise ValidationError(_("Zurzeit gibt es niemanden zu erinnern."))
    numbers = queries.numbers_of(MailKind.REMINDER, rows)
    by_hand = {row.pk: max(numbers.get(row.pk, 0), REMINDED_BY_HAND) for row in rows}
    send_mails(
        meeting,
        rows,
        kind=MailKind.REMINDER,
        said=mails.open_reminder_said(meeting),
        numbers=by_hand,
        title=_reminder_title(meeting, rows),
        by=by,
    )
    audit.record(by, "meeting.reminded", meeting, mails=len(rows))
    return len(rows)


def _reminder_title(meeting: Meeting, rows: Sequence[Invitee]) -> str:
    count = ngettext("an einen Partner", "an %(number)s Partner", len(rows)) % {"number": len(rows)}
    return _("Erinnerung %(count)s: %(title)s") % {"count": count, "title": meeting.title}


# Stopping


def open_sendings(meeting: Meeting) -> list[SendingLine]:
    """Return the sendings about this meeting that can still be stopped."""
    lines = [line for line in outbox.open_sendings() if line.sending.kind == SENDING_KIND]
    if not lines:
        return []
    rows = MeetingMail.objects.filter(mail__sending__in=[line.sending.pk for line in lines], invitee__meeting=meeting)
    own = set(rows.values_list("mail__sending_id", flat=True))
    return [line for line in lines if line.sending.pk in own]


@transaction.atomic
def stop(meeting: Meeting, sending: Sending, *, by: Actor) -> int:
    """Stop what has not left yet; those people count as not written to. Raises ValidationError where it is too late.

    Only a sending about this meeting alone: the dates of the year go to everybody, also where a group's lead has one.
    """
    require(access.can_send(by, meeting))
    rows = MeetingMail.objects.filter(mail__sending=sending)
    require(rows.filter(invitee__meeting=meeting).exists() and not rows.exclude(invitee__meeting=meeting).exists())
    return stop_sending(sending, by=sender(by))
