"""The evening in one page: owners and dates are completed, decisions made public, everybody gets what concerns her."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require

from .. import access
from ..mails import results as mails
from ..models import Entry, Invitee, Meeting, MeetingMail, Minutes
from ..queries import minutes as minutes_queries
from ..queries import results as queries
from ..vocabulary import EntryKind, MeetingState, MinutesState
from .closing import close_meeting, settle


class Given(NamedTuple):
    """Who does a task and until when: somebody of the list, or a name."""

    owner: Invitee | None
    owner_name: str
    due_on: date | None


@transaction.atomic
def complete(meeting: Meeting, *, tasks: Mapping[int, Given], public: Mapping[int, bool], by: Actor) -> int:
    """Save owners and dates of tasks and which decisions are public, by entry; return how many lines changed.

    Raises ValidationError where the minutes are approved already.
    """
    require(access.can_run(by, meeting))
    _still_open(meeting)
    changed = 0
    for entry in Entry.objects.select_for_update().filter(meeting=meeting, pk__in=[*tasks, *public]):
        changed += _complete(entry, tasks.get(entry.pk), public.get(entry.pk))
    if changed and Minutes.objects.filter(meeting=meeting).exists() and meeting.state != MeetingState.RUNNING:
        settle(meeting)
    if changed:
        audit.record(by, "meeting.written", meeting, lines=changed)
    return changed


def _complete(entry: Entry, given: Given | None, public: bool | None) -> bool:
    before = (entry.owner_id, entry.owner_name, entry.due_on, entry.is_public)
    if entry.kind == EntryKind.TASK and given is not None:
        entry.owner, entry.owner_name, entry.due_on = given
    if entry.kind == EntryKind.DECISION and public is not None:
        entry.is_public = public
    if before == (entry.owner_id, entry.owner_name, entry.due_on, entry.is_public):
        return False
    entry.version += 1
    entry.save(update_fields=["owner", "owner_name", "due_on", "is_public", "version"])
    return True


def _still_open(meeting: Meeting) -> None:
    if Minutes.objects.filter(meeting=meeting, state=MinutesState.APPROVED).exists():
        raise ValidationError(
            _("Das Protokoll ist genehmigt und ändert sich nicht mehr. Schreiben Sie einen Nachtrag.")
        )


@transaction.atomic
def send_results(meeting: Meeting, *, by: Actor) -> queries.Plan:
    """End the evening where it still goes on, and send each person one mail; return who got what.

    Raises ValidationError where everybody has had it, e.g. at a double click.
    """
    require(access.can_send(by, meeting))
    minutes = close_meeting(meeting, by=by)
    minutes = Minutes.objects.select_for_update().defer("pdf", "search").get(pk=minutes.pk)
    record = minutes_queries.record(meeting, minutes, by=by)
    plan = queries.plan(record)
    if not plan.mails or _told_by_host_only(minutes, plan):
        raise ValidationError(_("Die Ergebnisse sind schon unterwegs. Es gibt niemanden mehr, der sie noch bekommt."))
    queued = mails.queue_results(record, plan.mails, by=by)
    number = _next_number(meeting)
    MeetingMail.objects.bulk_create(
        MeetingMail(invitee=row, kind=receiver.kind, number=number, mail=mail)
        for receiver, mail in zip(plan.mails, queued, strict=True)
        for row in receiver.invitees
    )
    if minutes.results_sent_at is None:
        Minutes.objects.filter(pk=minutes.pk).update(results_sent_at=timezone.now(), version=F("version") + 1)
    audit.record(by, "minutes.results_sent", minutes, mails=len(queued))
    return plan


def _told_by_host_only(minutes: Minutes, plan: queries.Plan) -> bool:
    """Tell whether nobody is left but a host without a seat, who has no row here and had her mail with the others."""
    return minutes.results_sent_at is not None and not any(one.invitees for one in plan.mails)


def _next_number(meeting: Meeting) -> int:
    rows = MeetingMail.objects.filter(invitee__meeting=meeting, kind__in=queries.KINDS)
    last = rows.aggregate(last=Max("number"))["last"]
    return 0 if last is None else last + 1
