"""The end of the evening: decisions get their numbers, tasks their owners, and the minutes begin."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.text import folded
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.bodies.queries.rules import game_of

from .. import access
from ..models import AgendaItem, Decision, Entry, HostTurn, Meeting, Minutes, Presence, Stroke, Task, TaskUpdate
from ..names import invitee_name
from ..queries.minutes import search_text
from ..queries.results import was_told
from ..queries.voting import recounted
from ..vocabulary import EntryKind, Form, MeetingState, StrokeKind, TaskState
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
    Entry.objects.filter(meeting=meeting, item__is_confidential=True, is_public=True).update(is_public=False)
    entries = list(
        Entry.objects.filter(meeting=meeting)
        .select_related("item", "owner__organisation", "owner__person")
        .order_by(F("item__rank").asc(nulls_last=True), "item_id", "rank", "pk")
    )
    _settle_tasks(meeting, entries)
    Entry.objects.bulk_update(recounted(meeting, game_of(meeting.body), entries), ["there"])
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
    last = _last_number(day.year)
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


def _last_number(year: int) -> int:
    return Decision.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0


def _is_decided(entry: Entry) -> bool:
    return entry.kind == EntryKind.DECISION and bool(entry.outcome) and entry.removed_at is None


def _withdraw(decision: Decision | None) -> None:
    if decision is not None and decision.withdrawn_at is None:
        decision.withdrawn_at, decision.is_public = timezone.now(), False
        decision.save(update_fields=["withdrawn_at", "is_public"])


def _write(decision: Decision, entry: Entry) -> Decision:
    decision.title = entry.item.title if entry.item else decision.title
    decision.text = entry.text.strip() or decision.title
    for name in VOTED:
        setattr(decision, name, getattr(entry, name))
    decision.search = folded(f"{decision.title} {decision.text}")
    if entry.item is not None:
        decision.is_confidential = entry.item.is_confidential
    decision.is_public = entry.is_public and not decision.is_confidential
    decision.outcome, decision.withdrawn_at = entry.outcome, None
    return decision


# Decisions by a vote


VOTED = ("manner", "majority", "yes", "no", "abstained", "invalid", "there", "needed", "entitled")
"""What a decision tells of how it came about; line and register carry the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What came of a vote, as it is entered into minutes and register. `tally`: lines of names, or who counted."""

    title: str
    text: str
    outcome: str
    manner: str
    majority: str
    yes: int
    no: int
    abstained: int
    invalid: int | None = None
    there: int
    needed: int
    entitled: int
    biased: str = ""
    tally: str = ""
    is_public: bool = False
    is_confidential: bool = False


@transaction.atomic
def record_decision(
    body: Body,
    decided: Decided,
    *,
    on: date,
    by: Actor,
    meeting: Meeting | None = None,
    item: AgendaItem | None = None,
    entry: Entry | None = None,
) -> Decision:
    """Enter what a vote decided, with the next number of the year, and return it.

    In a meeting it is a line of the minutes too, `entry` or a new one under `item`: the end of the evening finds it
    numbered. Raises ValidationError where the minutes are approved.
    """
    require(access.can_plan(by, body))
    lock_alliance()
    if meeting is None:
        decision = Decision(body=body, year=on.year, number=_last_number(on.year) + 1, decided_on=on)
        _fill(decision, decided).save()
        decisions_changed(decision.alliance_id)
    else:
        decision = _in_minutes(meeting, decided, item=item, entry=entry, by=by)
    audit.record(by, "decision.recorded", decision, number=decision.label)
    return decision


@transaction.atomic
def await_vote(entry: Entry, *, by: Actor) -> None:
    """Take a result off a line that is put to a vote of its own: until that ends nothing is decided."""
    meeting = entry.meeting
    require(access.can_run(by, meeting))
    lock_alliance()
    held = _hold_open(meeting)
    for name in VOTED:
        setattr(entry, name, "" if name in {"manner", "majority"} else None)
    entry.outcome, entry.voted_at = "", None
    _keep(held, entry)


def note_in_minutes(meeting: Meeting, text: str, *, item: AgendaItem | None, by: Actor) -> Entry:
    """Write a note about a vote that decided nothing. Raises ValidationError where the minutes are approved."""
    require(access.can_run(by, meeting))
    lock_alliance()
    held = _hold_open(meeting)
    entry = _line(held, item, by)
    entry.kind, entry.text = EntryKind.NOTE, text
    _keep(held, entry)
    return entry


def _fill(decision: Decision, decided: Decided) -> Decision:
    for name in VOTED:
        setattr(decision, name, getattr(decided, name))
    decision.title, decision.text, decision.outcome = decided.title, decided.text.strip(), decided.outcome
    decision.search = folded(f"{decision.title} {decision.text}")
    decision.is_public, decision.is_confidential = decided.is_public, decided.is_confidential
    return decision


def _in_minutes(
    meeting: Meeting, decided: Decided, *, item: AgendaItem | None, entry: Entry | None, by: Actor
) -> Decision:
    """Write the line, and number it now rather than at the end, so that who voted is told the number."""
    held = _hold_open(meeting)
    line = entry or _line(held, item, by)
    for name in (*VOTED, "text", "outcome", "biased", "tally", "is_public"):
        setattr(line, name, getattr(decided, name))
    line.kind, line.removed_at, line.voted_at = EntryKind.DECISION, None, timezone.now()
    _keep(held, line)
    day = timezone.localdate(held.starts_at)
    decision = Decision.objects.filter(entry=line).first() or Decision(
        meeting=held, entry=line, body_id=held.body_id, year=day.year, number=_last_number(day.year) + 1, decided_on=day
    )
    _write(decision, line)
    decision.title = decision.title or decided.title
    decision.save()
    decisions_changed(held.alliance_id)
    return decision


def _hold_open(meeting: Meeting) -> Meeting:
    """Lock the meeting as its strokes do. Raises ValidationError where its minutes do not change any more."""
    held = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    if held.state not in {MeetingState.RUNNING, MeetingState.MINUTES}:
        raise ValidationError(
            _(
                "Das Protokoll dieses Treffens ist schon genehmigt oder das Treffen ist abgesagt. Hier ändert sich nichts."
            )
        )
    return held


def _line(meeting: Meeting, item: AgendaItem | None, by: Actor) -> Entry:
    last = Entry.objects.filter(meeting=meeting).aggregate(last=Max("rank"))["last"]
    return Entry(
        meeting=meeting, item=item, key=uuid.uuid4(), rank=0 if last is None else last + 1, version=0,
        written_by=by.name[:120] if isinstance(by, Member) else "",
    )  # fmt: skip


def _keep(meeting: Meeting, entry: Entry) -> None:
    """Save a line and tell the devices of the evening that there is something new; late ones go into the minutes."""
    entry.version, entry.written_at = entry.version + 1, timezone.now()
    entry.save()
    Stroke.objects.create(
        meeting=meeting, key=uuid.uuid4(), what=StrokeKind.CHANGE, at=entry.written_at,
        answer={"entry": str(entry.key), "version": entry.version},
    )  # fmt: skip
    if meeting.state == MeetingState.MINUTES:
        settle(meeting)


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
