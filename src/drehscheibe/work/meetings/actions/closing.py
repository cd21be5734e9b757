"""The end of the evening: decisions get their numbers, tasks their owners, and the minutes begin."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.kit.text import folded

from .. import access
from ..models import Decision, Entry, HostTurn, Meeting, Minutes, Presence, Task, TaskUpdate
from ..names import invitee_name
from ..queries.minutes import search_text
from ..queries.results import was_told
from ..vocabulary import EntryKind, Form, MeetingState, TaskState
from .meetings import step
from .publicly import decisions_changed

_OVERRUN = timedelta(hours=3)
"""Who closes later than this after the planned end forgot to: the meeting ended when it should."""


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Actor) -> Minutes:
    """End the evening and return its minutes; a second press of the button changes nothing.

    Raises ValidationError where the meeting was cancelled meanwhile.
    """
    require(access.can_run(by, meeting))
    lock_alliance()
    meeting.refresh_from_db()
    if meeting.state in {MeetingState.MINUTES, MeetingState.APPROVED}:
        return Minutes.objects.defer("pdf").get_or_create(meeting=meeting)[0]
    end = _end(meeting)
    step(meeting, MeetingState.MINUTES, closed_at=end)
    _end_presences(meeting, end)
    minutes = Minutes.objects.defer("pdf").get_or_create(meeting=meeting)[0]
    numbered = settle(meeting)
    _note_host(meeting)
    audit.record(by, "meeting.closed", meeting, decisions=numbered)
    return minutes


@transaction.atomic
def reopen_meeting(meeting: Meeting, *, by: Actor) -> Meeting:
    """Go back to the evening, as long as nobody was told its results. Numbers that were given stay.

    Raises ValidationError where something was sent already.
    """
    require(access.can_run(by, meeting))
    lock_alliance()
    meeting.refresh_from_db()
    if meeting.state == MeetingState.RUNNING:
        return meeting
    if was_told(meeting):
        raise ValidationError(
            _("Die Ergebnisse sind schon verschickt. Ändern Sie, was nicht stimmt, bitte im Protokoll.")
        )
    ended = meeting.closed_at
    step(meeting, MeetingState.RUNNING, closed_at=None)
    Presence.objects.filter(meeting=meeting, left_at=ended, came_at__lt=ended).update(left_at=None)
    audit.record(by, "meeting.reopened", meeting)
    return meeting


def settle(meeting: Meeting) -> int:
    """Bring the register of decisions and the list of tasks in line with the entries; return how many numbers are new.

    For the actions that end the evening or change its minutes, inside their transaction.
    """
    lock_alliance()
    entries = list(
        Entry.objects.filter(meeting=meeting)
        .select_related("item", "owner__organisation", "owner__person")
        .order_by(F("item__rank").asc(nulls_last=True), "item_id", "rank", "pk")
    )
    _settle_tasks(meeting, entries)
    numbered = _settle_decisions(meeting, entries)
    minutes = Minutes.objects.defer("pdf").get(meeting=meeting)
    Minutes.objects.filter(pk=minutes.pk).update(search=search_text(meeting, minutes))
    decisions_changed(meeting.alliance_id)
    return numbered


# Decisions


def _settle_decisions(meeting: Meeting, entries: Sequence[Entry]) -> int:
    """Number what was decided, in the order of the agenda, after the last number of the year.

    The lock on the alliance keeps two meetings from taking the same number, the unique constraint would refuse it.
    A decision that was struck out keeps its number, marked as withdrawn, so that the register has no gap.
    """
    day = timezone.localdate(meeting.starts_at)
    known = {one.entry_id: one for one in Decision.objects.filter(meeting=meeting)}
    last = Decision.objects.filter(year=day.year).aggregate(last=Max("number"))["last"] or 0
    new: list[Decision] = []
    for entry in entries:
        decision = known.pop(entry.pk, None)
        if not _is_decided(entry):
            _withdraw(decision)
        elif decision is not None:
            _write(decision, entry).save()
        else:
            number = last + len(new) + 1
            made = Decision(
                meeting=meeting, entry=entry, body_id=meeting.body_id, year=day.year, number=number, decided_on=day
            )
            new.append(_write(made, entry))
    for orphan in known.values():
        _withdraw(orphan)
    Decision.objects.bulk_create(new)
    return len(new)


def _is_decided(entry: Entry) -> bool:
    return entry.kind == EntryKind.DECISION and bool(entry.outcome) and entry.removed_at is None


def _withdraw(decision: Decision | None) -> None:
    if decision is not None and decision.withdrawn_at is None:
        decision.withdrawn_at, decision.is_public = timezone.now(), False
        decision.save(update_fields=["withdrawn_at", "is_public"])


def _write(decision: Decision, entry: Entry) -> Decision:
    decision.title = entry.item.title if entry.item else ""
    decision.text = entry.text.strip() or decision.title
    decision.yes, decision.no, decision.abstained = entry.yes, entry.no, entry.abstained
    decision.search = folded(f"{decision.title} {decision.text}")
    decision.outcome, decision.is_public, decision.withdrawn_at = entry.outcome, entry.is_public, None
    return decision


# Tasks


def _settle_tasks(meeting: Meeting, entries: Sequence[Entry]) -> None:
    known = {one.entry_id: one for one in Task.objects.filter(meeting=meeting, entry__isnull=False)}
    new: list[Task] = []
    for entry in entries:
        task = known.get(entry.pk)
        if entry.kind != EntryKind.TASK or entry.removed_at is not None or not entry.text.strip():
            _drop(task)
        elif task is None:
            new.append(_assign(Task(meeting=meeting, entry=entry, body_id=meeting.body_id), entry))
        elif task.entry_version != entry.version:
            task.version += 1
            _assign(task, entry).save()
    Task.objects.bulk_create(new)


def _drop(task: Task | None) -> None:
    """Take away a task whose line was struck out; one that somebody has spoken about stays as „entfällt“."""
    if task is None:
        return
    if TaskUpdate.objects.filter(task=task).exists():
        Task.objects.filter(pk=task.pk).exclude(state=TaskState.DONE).update(state=TaskState.DROPPED)
    else:
        task.delete()


def _assign(task: Task, entry: Entry) -> Task:
    """Take over what the line says. Once it did, the task lives on by itself until somebody changes the line."""
    owner = entry.owner
    task.text, task.due_on, task.entry_version = entry.text.strip(), entry.due_on, entry.version
    task.organisation_id = owner.organisation_id if owner else None
    task.person_id = owner.person_id if owner else None
    task.owner_name = entry.owner_name or (invitee_name(owner) if owner else "")
    return task


# Time and host


def _end(meeting: Meeting) -> datetime:
    now = timezone.now()
    return meeting.ends_at if now > meeting.ends_at + _OVERRUN else now


def _end_presences(meeting: Meeting, end: datetime) -> None:
    still_here = Presence.objects.filter(meeting=meeting, left_at=None)
    still_here.filter(came_at__lte=end).update(left_at=end)
    still_here.update(left_at=F("came_at"))


def _note_host(meeting: Meeting) -> None:
    """Write down whose turn it was, so that the next proposal of a host is fair."""
    if meeting.host_id is None or meeting.form == Form.ONLINE:
        HostTurn.objects.filter(meeting=meeting).delete()
        return
    HostTurn.objects.update_or_create(
        meeting=meeting,
        defaults={"organisation_id": meeting.host_id, "on": timezone.localdate(meeting.starts_at)},
    )
