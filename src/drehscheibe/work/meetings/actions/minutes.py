"""The minutes after the evening: mended, looked through, approved; then only addenda."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, Machine, require
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.kit.conflicts import save_at
from drehscheibe.kit.jobs.actions import enqueue
from drehscheibe.work.bodies.queries.rules import game_of
from drehscheibe.work.bodies.vocabulary import Approval
from drehscheibe.work.partners.queries.page import is_renewed

from .. import access
from ..mails import minutes as mails
from ..models import Addendum, AgendaItem, Entry, Invitee, Meeting, MeetingMail, Minutes, Remark
from ..queries import minutes as queries
from ..queries.meetings import following
from ..queries.results import Receiver, readers
from ..vocabulary import ItemKind, MailKind, MeetingState, MinutesState, PrintState
from .agenda import add_first_item
from .closing import settle
from .meetings import step

PDF_JOB = "meetings.minutes_pdf"


# Writing


@transaction.atomic
def change_words(minutes: Minutes, values: Mapping[str, Any], *, version: int, by: Actor) -> Minutes:
    """Save opening and closing words read at `version`; raise ChangedMeanwhile where somebody saved them since."""
    _hold(minutes, by)
    save_at(version, minutes, values, Minutes.objects.defer("pdf", "search"))
    settle(minutes.meeting)
    audit.record(by, "minutes.changed", minutes, fields=sorted(values))
    return Minutes.objects.defer("pdf", "search").get(pk=minutes.pk)


@transaction.atomic
def add_line(minutes: Minutes, values: Mapping[str, Any], *, by: Actor) -> Entry:
    """Write a line that was forgotten on the evening; a decision gets the next free number, at a double click only one."""
    _hold(minutes, by)
    values = _with_rule(values, minutes.meeting)
    known = Entry.objects.filter(meeting=minutes.meeting_id, removed_at=None, written_by=_writer(by), **values).first()
    if known is not None:
        return known
    last = Entry.objects.filter(meeting=minutes.meeting_id).aggregate(last=Max("rank"))["last"]
    entry = Entry.objects.create(
        meeting_id=minutes.meeting_id,
        key=uuid.uuid4(),
        rank=0 if last is None else last + 1,
        written_by=_writer(by),
        written_at=minutes.meeting.closed_at or timezone.now(),
        **values,
    )
    settle(minutes.meeting)
    audit.record(by, "minutes.changed", minutes, lines=1)
    return entry


@transaction.atomic
def change_line(entry: Entry, values: Mapping[str, Any], *, version: int, by: Actor) -> Entry:
    """Save a line read at `version`; raise ChangedMeanwhile where somebody saved it since.

    The register of decisions and the list of tasks follow; a number stays with its line.
    """
    minutes = Minutes.objects.select_related("meeting__body").defer("pdf", "search").get(meeting=entry.meeting_id)
    _hold(minutes, by)
    values = values if entry.majority else _with_rule(values, minutes.meeting)
    save_at(version, entry, values, Entry.objects.all())
    settle(minutes.meeting)
    audit.record(by, "minutes.changed", minutes, lines=1)
    return Entry.objects.get(pk=entry.pk)


def _with_rule(values: Mapping[str, Any], meeting: Meeting) -> dict[str, Any]:
    """Keep with a decision by which rule it was taken."""
    return {**values, "majority": game_of(meeting.body).majority} if values.get("manner") else dict(values)


@transaction.atomic
def remove_line(entry: Entry, *, by: Actor) -> None:
    """Strike out a line; the number of a decision stays taken."""
    minutes = Minutes.objects.select_related("meeting__body").defer("pdf", "search").get(meeting=entry.meeting_id)
    _hold(minutes, by)
    Entry.objects.filter(pk=entry.pk, removed_at=None).update(removed_at=timezone.now(), version=F("version") + 1)
    settle(minutes.meeting)
    audit.record(by, "minutes.changed", minutes, lines=1)


def _writer(by: Actor) -> str:
    return by.name[:120] if isinstance(by, Member) else ""


def _hold(minutes: Minutes, by: Actor) -> Minutes:
    """Lock the minutes for a change; raise ValidationError where they are approved."""
    require(access.can_run(by, minutes.meeting))
    held = Minutes.objects.select_for_update().defer("pdf", "search").get(pk=minutes.pk)
    if held.state == MinutesState.APPROVED:
        raise ValidationError(
            _("Das Protokoll ist genehmigt und ändert sich nicht mehr. Schreiben Sie einen Nachtrag.")
        )
    return held


# Looking through


@transaction.atomic
def send_minutes(minutes: Minutes, *, approves_on: date | None = None, by: Actor) -> list[Receiver]:
    """Send the minutes to the partners to be looked through, each with her own link; return who got one by mail.

    Where silence approves, `approves_on` is the last day to object; where the next meeting does, an item goes on its
    agenda. Sent again after a change, the links of before go on working and the time begins anew. Raises
    ValidationError while the evening goes on, or for a day that is not ahead.
    """
    require(access.can_send(by, minutes.meeting))
    held = _hold(minutes, by)
    meeting = Meeting.objects.select_related("body").get(pk=minutes.meeting_id)
    if meeting.state != MeetingState.MINUTES:
        raise ValidationError(_("Beenden Sie zuerst das Treffen. Dann lässt sich das Protokoll verschicken."))
    game = game_of(meeting.body)
    if game.approval != Approval.SILENCE:
        approves_on = None
    elif approves_on is None:
        approves_on = timezone.localdate() + timedelta(days=game.approval_days)
    if approves_on is not None and approves_on <= timezone.localdate():
        raise ValidationError(_("Der Tag zum Widersprechen muss in der Zukunft liegen."))
    held.state, held.sent_at, held.approves_on, held.round = (
        MinutesState.SENT, timezone.now(), approves_on, held.round + 1,
    )  # fmt: skip
    held.version += 1
    held.save(update_fields=["state", "sent_at", "approves_on", "round", "version"])
    held.meeting = meeting
    receivers = [one for one in readers(meeting) if one.email]
    _send(held, receivers, by=by)
    if game.approval == Approval.NEXT_MEETING:
        put_on_agenda(held, by=by)
    audit.record(by, "minutes.sent", held, mails=len(receivers), round=held.round)
    return receivers


def _send(minutes: Minutes, receivers: Sequence[Receiver], *, by: Actor) -> None:
    if not receivers:
        return
    queued = mails.queue_minutes(minutes, receivers, by=by)
    MeetingMail.objects.bulk_create(
        MeetingMail(invitee=row, kind=MailKind.MINUTES, number=minutes.round, mail=mail, link=link)
        for receiver, (mail, link) in zip(receivers, queued, strict=True)
        for row in receiver.invitees
    )


@transaction.atomic
def put_on_agenda(minutes: Minutes, *, by: Actor) -> AgendaItem | None:
    """Put „Protokoll vom … genehmigen“ first on the body's next meeting; None where there is none yet, or it stands there."""
    require(access.can_run(by, minutes.meeting))
    if minutes.approval_item_id is not None:
        return None
    coming = following(minutes.meeting)
    if coming is None or coming.state == MeetingState.RUNNING:
        return None
    day = date_format(timezone.localdate(minutes.meeting.starts_at), "j. F Y")
    values = {"title": _("Protokoll vom %(day)s genehmigen") % {"day": day}, "kind": ItemKind.DECISION, "minutes": 5}
    item = add_first_item(coming, values, by=by)
    Minutes.objects.filter(pk=minutes.pk).update(approval_item=item)
    minutes.approval_item = item
    return item


@transaction.atomic
def add_remark(
    minutes: Minutes, *, text: str, is_objection: bool, invitee: Invitee | None = None, name: str = "", by: Actor
) -> Remark | None:
    """Note what somebody says about the minutes, and tell the coordination; the same said twice is noted once.

    Raises ValidationError where the minutes are approved.
    """
    require(access.can_remark(by, invitee) if invitee else access.can_run(by, minutes.meeting))
    held = Minutes.objects.select_for_update().defer("pdf", "search").get(pk=minutes.pk)
    if held.state == MinutesState.APPROVED:
        raise ValidationError(_("Das Protokoll ist inzwischen genehmigt. Bitte schreiben Sie der Koordination."))
    said = {"minutes": held, "invitee": invitee, "text": text, "is_objection": is_objection}
    if Remark.objects.filter(**said, settled_at=None).exists():
        return None
    remark = Remark.objects.create(**said, name=name, member=by if isinstance(by, Member) else None)
    audit.record(by, "minutes.remarked", minutes, objection=is_objection)
    if not isinstance(by, Member):
        mails.queue_remark(remark)
    return remark


@transaction.atomic
def settle_remark(remark: Remark, *, answer: str, by: Actor) -> None:
    """Note what became of a remark, and tell who made it; an objection that is settled stands in nobody's way."""
    require(access.can_run(by, remark.minutes.meeting))
    if not Remark.objects.filter(pk=remark.pk, settled_at=None).update(settled_at=timezone.now(), answer=answer):
        return
    remark.refresh_from_db()
    audit.record(by, "minutes.remark_settled", remark)
    mails.queue_settled(remark)


@transaction.atomic
def renew_link(minutes: Minutes, old: Link) -> None:
    """Send a new link to the address of an expired one, once."""
    if not is_renewed(old):
        mails.queue_renewed_minutes(minutes, old)


# Approval


@transaction.atomic
def approve(minutes: Minutes, *, how: str, by: Actor) -> bool:
    """Approve the minutes for good; False where they are already, e.g. at a double click.

    `how` says in one sentence by what. Raises ValidationError while an objection is open.
    """
    require(access.can_run(by, minutes.meeting))
    held = Minutes.objects.select_for_update().defer("pdf", "search").get(pk=minutes.pk)
    if held.state == MinutesState.APPROVED:
        return False
    if queries.open_objections(held):
        raise ValidationError(
            _("Es gibt einen offenen Widerspruch. Klären Sie ihn zuerst und notieren Sie die Antwort.")
        )
    meeting = Meeting.objects.get(pk=minutes.meeting_id)
    step(meeting, MeetingState.APPROVED)
    held.state, held.approved_at, held.approved_how = MinutesState.APPROVED, timezone.now(), how
    held.approved_by = by if isinstance(by, Member) else None
    held.version += 1
    held.save(update_fields=["state", "approved_at", "approved_how", "approved_by", "version"])
    audit.record(by, "minutes.approved", held)
    order_pdf(held)
    return True


def approve_by_silence(*, by: Actor) -> int:
    """Approve what nobody objected to in time, in the alliance in scope; return how many minutes.

    The last day itself still belongs to those who want to object. Each is its own transaction.
    """
    today = timezone.localdate()
    due = Minutes.objects.filter(state=MinutesState.SENT, approves_on__lt=today).defer("pdf", "search")
    done = 0
    for minutes in due.select_related("meeting__body"):
        if minutes.approves_on is None or queries.open_objections(minutes):
            continue
        day = date_format(minutes.approves_on, "j. F Y")
        how = _("Gilt als genehmigt, weil bis %(day)s niemand widersprochen hat.") % {"day": day}
        done += approve(minutes, how=how, by=by)
    return done


@transaction.atomic
def add_addendum(minutes: Minutes, *, text: str, by: Actor) -> Addendum:
    """Correct approved minutes without touching them; the same words twice, e.g. by a double click, are one addendum."""
    require(access.can_run(by, minutes.meeting))
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__body")
    minutes = rows.defer("pdf", "search").get(pk=minutes.pk)
    if (known := Addendum.objects.filter(minutes=minutes, text=text).first()) is not None:
        return known
    if minutes.state != MinutesState.APPROVED:
        raise ValidationError(_("Das Protokoll ist noch nicht genehmigt. Ändern Sie einfach die Zeile."))
    addendum = Addendum.objects.create(minutes=minutes, text=text, made_by=by if isinstance(by, Member) else None)
    settle(minutes.meeting)
    audit.record(by, "minutes.addendum", minutes)
    order_pdf(minutes)
    return addendum


# The file


def order_pdf(minutes: Minutes) -> None:
    """Have the worker make the file that is kept; who asks before gets one made on the spot."""
    Minutes.objects.filter(pk=minutes.pk).update(print_state=PrintState.WAITING, trouble="", pdf=b"")
    key = f"{PDF_JOB}:{minutes.alliance_id}:{minutes.pk}"
    enqueue(PDF_JOB, {"minutes": minutes.pk}, alliance_id=minutes.alliance_id, unique_key=key)


@transaction.atomic
def keep_pdf(minutes: Minutes, *, pdf: bytes, by: Machine) -> None:
    require(access.can_run(by, minutes.meeting))
    Minutes.objects.filter(pk=minutes.pk).update(print_state=PrintState.READY, pdf=pdf, trouble="")


@transaction.atomic
def fail_pdf(minutes: Minutes, *, trouble: str, by: Machine) -> None:
    require(access.can_run(by, minutes.meeting))
    Minutes.objects.filter(pk=minutes.pk).update(print_state=PrintState.FAILED, trouble=trouble)
