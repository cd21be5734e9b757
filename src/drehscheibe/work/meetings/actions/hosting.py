"""Hosts are proposed, asked, reminded, swapped and skipped; partners say yes or no."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.outbox import access as outbox
from drehscheibe.ground.outbox.actions import start_sending
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.queries.contacts import main_people
from drehscheibe.work.partners.queries.page import is_renewed

from .. import access
from ..mails import hosting as mails
from ..models import HostRequest, Meeting, MeetingMail
from ..queries import hosting as queries
from ..queries.hosting import ANSWER_FIELDS, OPEN, PLACE_FIELDS
from ..vocabulary import HostState, MailKind, ReplyChannel
from .publicly import dates_changed

SENDING_KIND = "host"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A host for a meeting, with the sentence why."""

    meeting: Meeting
    organisation: Organisation
    why: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """How many were asked by mail, and whom the coordination has to call."""

    mails: int
    to_call: list[str]


@transaction.atomic
def propose_host(wanted: Wanted, *, by: Actor) -> HostRequest:
    """Note whom to ask; a partner proposed before for the meeting is taken back.

    Raises ValidationError where somebody was asked already, or the partner does not belong to the body.
    """
    require(access.can_run(by, wanted.meeting))
    lock_alliance()
    request = _proposed(wanted)
    audit.record(by, "host.proposed", request)
    return request


def _proposed(wanted: Wanted) -> HostRequest:
    """Return the open question of a meeting to this partner, made where there is none."""
    open_now = HostRequest.objects.filter(meeting=wanted.meeting, state__in=OPEN).first()
    if open_now is not None and open_now.organisation_id == wanted.organisation.pk:
        return open_now
    if open_now is not None and open_now.state != HostState.PROPOSED:
        raise ValidationError(
            _("Für dieses Treffen ist schon „%(name)s“ gefragt. Überspringen Sie diesen Partner zuerst.")
            % {"name": open_now.organisation.name}
        )
    if wanted.organisation.pk not in queries.possible_hosts(wanted.meeting.body):
        raise ValidationError(_("Dieser Partner gehört nicht dazu. Bitte wählen Sie einen anderen."))
    if open_now is not None:
        open_now.delete()
    return HostRequest.objects.create(meeting=wanted.meeting, organisation=wanted.organisation, why=wanted.why[:300])


@transaction.atomic
def ask_hosts(wanted: Sequence[Wanted], *, by: Actor) -> Asked:
    """Ask partners whether they host, by one mail each; who has no mail address is to be called.

    Raises ValidationError where nobody is left to ask.
    """
    require(all(access.can_run(by, one.meeting) for one in wanted))
    lock_alliance()
    requests = [request for one in wanted if (request := _proposed(one)).state == HostState.PROPOSED]
    if not requests:
        raise ValidationError(_("Hier ist niemand mehr zu fragen. Bitte laden Sie die Seite neu."))
    HostRequest.objects.filter(pk__in=[one.pk for one in requests]).update(
        state=HostState.ASKED, asked_at=timezone.now()
    )
    contacts = main_people(one.organisation_id for one in requests)
    mailed = [(one, contacts[one.organisation_id]) for one in requests if _has_mail(contacts, one)]
    if mailed:
        mails.queue_host_questions(mailed, sending=_sending(len(mailed), by))
    for one in requests:
        audit.record(by, "host.asked", one)
    return Asked(len(mailed), [one.organisation.name for one in requests if not _has_mail(contacts, one)])


def _has_mail(contacts: Mapping[int, Any], request: HostRequest) -> bool:
    person = contacts.get(request.organisation_id)
    return bool(person and person.email)


def _sending(number: int, by: Actor) -> Any:
    if not outbox.can_send(by):
        return None
    title = ngettext("Frage an einen Gastgeber", "Frage an %(number)s Gastgeber", number) % {"number": number}
    return start_sending(kind=SENDING_KIND, title=title, by=by)


# Answers


@transaction.atomic
def accept(request: HostRequest, values: Mapping[str, Any], *, by: Actor, how: ReplyChannel, who: str) -> HostRequest:
    """Take a yes, with room and seats: the meeting gets its host and place, and may be announced now.

    Raises ValidationError where the question was taken back or the meeting is over.
    """
    require(access.can_answer_host(by, request))
    row = _hold(request)
    was_yes = row.state == HostState.YES
    changed = {name: values[name] for name in ANSWER_FIELDS if name in values and values[name] != getattr(row, name)}
    for name, value in changed.items():
        setattr(row, name, value)
    _answered(row, HostState.YES, how=how, who=who)
    _give_place(row)
    if was_yes and changed and row.meeting.invited_at:
        mails.queue_host_changed(row, says_no=False)
    audit.record(by, "host.answered", row, answer="yes")
    return row


@transaction.atomic
def decline(
    request: HostRequest, *, by: Actor, how: ReplyChannel, who: str, note: str = "", other_dates: str = ""
) -> HostRequest:
    """Take a no; the coordination learns who is next. Raises ValidationError where the question was taken back."""
    require(access.can_answer_host(by, request))
    row = _hold(request)
    was_yes = row.state == HostState.YES
    row.note, row.other_dates = note or row.note, other_dates
    _answered(row, HostState.NO, how=how, who=who)
    if was_yes or row.meeting.host_id == row.organisation_id:
        _take_place(row.meeting)
    if was_yes and row.meeting.invited_at:
        mails.queue_host_changed(row, says_no=True)
    elif how == ReplyChannel.LINK:
        then, why = queries.propose_one(row.meeting)
        mails.queue_host_no(row, then=then, why=why)
    audit.record(by, "host.answered", row, answer="no")
    return row


def _hold(request: HostRequest) -> HostRequest:
    lock_alliance()
    row = HostRequest.objects.select_related("meeting__body", "meeting__series", "organisation").get(pk=request.pk)
    if row.state not in {HostState.PROPOSED, HostState.ASKED, HostState.YES}:
        raise ValidationError(_("Diese Frage hat sich erledigt: Das Treffen ist inzwischen anders geplant."))
    if row.meeting.starts_at <= timezone.now() or row.meeting.state not in queries.AHEAD:
        raise ValidationError(_("Dieses Treffen ist vorbei oder abgesagt."))
    return row


def _answered(row: HostRequest, state: HostState, *, how: ReplyChannel, who: str) -> None:
    row.state, row.answered_at, row.answered_how, row.answered_by = state, timezone.now(), how, who[:120]
    row.asked_at = row.asked_at or timezone.now()
    row.save()
    if row.alliance.is_live:
        Organisation.objects.filter(pk=row.organisation_id).update(heard_at=timezone.now())


def _give_place(row: HostRequest) -> None:
    equipment = [
        word for word, has in ((_("Beamer"), row.has_projector), (_("Kaffee oder Wasser"), row.has_coffee)) if has
    ]
    Meeting.objects.filter(pk=row.meeting_id).update(
        host=row.organisation_id,
        host_confirmed_at=timezone.now(),
        **{name: getattr(row, name) for name in PLACE_FIELDS},
        is_step_free=row.is_step_free,
        seats_in_room=row.seats,
        equipment=", ".join(equipment),
        version=F("version") + 1,
    )
    row.meeting.refresh_from_db()
    dates_changed(row.meeting)


def _take_place(meeting: Meeting) -> None:
    """Take host and place away; where people were told the place, it stays until somebody moves the meeting."""
    empty: dict[str, Any] = {} if meeting.invited_at else {
        **dict.fromkeys(PLACE_FIELDS, ""), "is_step_free": None, "seats_in_room": None, "equipment": "",
    }  # fmt: skip
    Meeting.objects.filter(pk=meeting.pk).update(host=None, host_confirmed_at=None, version=F("version") + 1, **empty)
    meeting.refresh_from_db()
    dates_changed(meeting)


# Swap, skip, withdraw


@transaction.atomic
def swap_hosts(one: Wanted, other: Wanted, *, by: Actor) -> None:
    """Let two partners change places. Raises ValidationError where one of them was asked already."""
    require(access.can_run(by, one.meeting) and access.can_run(by, other.meeting))
    lock_alliance()
    asked = HostRequest.objects.filter(meeting__in=[one.meeting, other.meeting], state__in=OPEN)
    if asked.exclude(state=HostState.PROPOSED).exists():
        raise ValidationError(_("Getauscht wird, bevor gefragt ist. Überspringen Sie den gefragten Partner zuerst."))
    asked.delete()
    for meeting, wanted in ((one.meeting, other), (other.meeting, one)):
        why = _("Getauscht: „%(name)s“ war für ein anderes Treffen vorgeschlagen.") % {"name": wanted.organisation.name}
        request = HostRequest.objects.create(meeting=meeting, organisation=wanted.organisation, why=why[:300])
        audit.record(by, "host.swapped", request)


@transaction.atomic
def skip_host(meeting: Meeting, organisation: Organisation, *, by: Actor) -> None:
    """Do not ask this partner for this meeting, or take a question or a yes back; it learns of it where it was asked."""
    require(access.can_run(by, meeting))
    lock_alliance()
    row = HostRequest.objects.filter(meeting=meeting, organisation=organisation, state__in=OPEN).first()
    before = row.state if row else HostState.PROPOSED
    row = row or HostRequest(meeting=meeting, organisation=organisation)
    _withdraw(row)
    contact = main_people([organisation.pk]).get(organisation.pk)
    if before in {HostState.ASKED, HostState.YES} and contact and contact.email:
        mails.queue_host_not_needed(row, contact)
    audit.record(by, "host.skipped", row)


def ask_host_anew(meeting: Meeting, *, by: Actor) -> HostRequest | None:
    """Ask a partner once more whose question or yes was for another time; return the question, None where nobody knows.

    For the actions that change the time, inside their transaction. Where the others know the place already, it stays
    until the coordination moves the meeting; in a draft nobody is told of it before the new yes.
    """
    row = queries.hosts_who_know(meeting).first()
    if row is None:
        return None
    said_yes = row.state == HostState.YES
    row.state, row.asked_at, row.reminded_at = HostState.ASKED, timezone.now(), None
    row.answered_at, row.answered_by, row.answered_how = None, "", ""
    row.save(update_fields=["state", "asked_at", "reminded_at", "answered_at", "answered_by", "answered_how"])
    if said_yes and meeting.invited_at:
        _take_place(meeting)
    elif said_yes:
        Meeting.objects.filter(pk=meeting.pk).update(host_confirmed_at=None, version=F("version") + 1)
        meeting.refresh_from_db()
    row.meeting = meeting
    contact = main_people([row.organisation_id]).get(row.organisation_id)
    if contact and contact.email:
        mails.queue_host_questions([(row, contact)])
    audit.record(by, "host.asked", row)
    return row


def release_host(meeting: Meeting, *, by: Actor) -> None:
    """Tell a partner that keeps its room free for a meeting that it is cancelled, where no invitation tells it.

    For the action that cancels, inside its transaction. The place of a meeting stays as it was.
    """
    for row in queries.hosts_who_know(meeting):
        HostRequest.objects.filter(pk=row.pk).update(state=HostState.WITHDRAWN)
        contact = main_people([row.organisation_id]).get(row.organisation_id)
        if contact and contact.email and not _is_told(meeting, row.organisation_id):
            mails.queue_host_not_needed(row, contact)
        audit.record(by, "host.withdrawn", row)


def _is_told(meeting: Meeting, organisation_id: int) -> bool:
    told = {"kind": MailKind.CANCELLATION, "invitee__meeting": meeting, "invitee__organisation": organisation_id}
    return MeetingMail.objects.filter(**told, is_letter=False).exists()


def _withdraw(row: HostRequest) -> None:
    had_said_yes = row.state == HostState.YES
    row.state = HostState.WITHDRAWN
    row.save()
    if had_said_yes or row.meeting.host_id == row.organisation_id:
        _take_place(row.meeting)


@transaction.atomic
def withdraw_gone(row: HostRequest, *, by: Actor) -> None:
    """Take back the question to a partner that left; who invited to its place is told."""
    require(access.can_run(by, row.meeting))
    said_yes = row.state == HostState.YES
    _withdraw(row)
    if said_yes:
        mails.queue_host_gone(row.meeting, row.organisation)
    audit.record(by, "host.withdrawn", row)


@transaction.atomic
def expire(row: HostRequest, *, by: Actor) -> None:
    """Close a question whose meeting is over or cancelled, so that nobody is reminded of it."""
    require(access.can_run(by, row.meeting))
    HostRequest.objects.filter(pk=row.pk, state=HostState.ASKED).update(state=HostState.WITHDRAWN)
    audit.record(by, "host.withdrawn", row)


@transaction.atomic
def remind_host(row: HostRequest, *, by: Actor) -> bool:
    """Ask a silent partner once more; False where it was reminded already or has no mail address."""
    require(access.can_run(by, row.meeting))
    contact = main_people([row.organisation_id]).get(row.organisation_id)
    waits = HostRequest.objects.filter(pk=row.pk, state=HostState.ASKED, reminded_at=None)
    if not waits.update(reminded_at=timezone.now()) or contact is None or not contact.email:
        return False
    mails.queue_host_reminders([(row, contact)])
    audit.record(by, "host.reminded", row)
    return True


@transaction.atomic
def renew_host_link(row: HostRequest, link: Any) -> None:
    """Send a fresh link to the address of an expired one, once, for whoever holds the old one."""
    require(access.can_answer_host(link, row))
    lock_alliance()
    if not is_renewed(link):
        mails.queue_host_link(row, link)
