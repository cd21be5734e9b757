"""Tasks: entered, changed, reported on by those who took them on, reminded of."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.work.partners.queries.page import is_renewed

from .. import access
from ..mails import tasks as mails
from ..models import Meeting, Task, TaskUpdate
from ..queries import tasks as queries
from ..vocabulary import TaskState

_OWNER = ("organisation", "owner_name")


@transaction.atomic
def add_task(values: Mapping[str, Any], *, meeting: Meeting | None = None, by: Actor) -> Task:
    """Enter a task outside of a meeting's minutes."""
    require(_may_plan(values.get("body"), by))
    person = queries.person_for(values.get("organisation"), values.get("owner_name", ""))
    task = Task.objects.create(meeting=meeting, person=person, **values)
    audit.record(by, "task.added", task)
    return task


@transaction.atomic
def change_task(task: Task, values: Mapping[str, Any], *, version: int, by: Actor) -> Task:
    """Save what was read at `version`; raise ChangedMeanwhile where somebody saved it since.

    Whoever is named anew has not declined it.
    """
    require(access.can_update_task(by, task) and _may_plan(values.get("body"), by))
    changed = sorted(key for key, value in values.items() if getattr(task, key) != value)
    more: dict[str, Any] = {}
    if set(changed) & set(_OWNER):
        more = {"person": queries.person_for(values["organisation"], values["owner_name"]), "declined_at": None}
    if "due_on" in changed:
        more["reminded_on"] = None
    if "state" in changed:
        more["done_at"] = timezone.now() if values["state"] == TaskState.DONE else None
    if not Task.objects.filter(pk=task.pk, version=version).update(**values, **more, version=F("version") + 1):
        raise ChangedMeanwhile(Task.objects.get(pk=task.pk))
    task.refresh_from_db()
    audit.record(by, "task.changed", task, fields=changed)
    return task


def _may_plan(body: Any, by: Actor) -> bool:
    return access.can_plan(by, body) if body is not None else access.can_edit_meetings(by)


@transaction.atomic
def update_task(task: Task, *, state: TaskState, text: str = "", by_name: str, by: Actor) -> TaskUpdate | None:
    """Note how a task stands; the same said twice, e.g. at a double click, is noted once and None comes back."""
    require(access.can_update_task(by, task))
    task = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    last = TaskUpdate.objects.filter(task=task).first()
    if last is not None and (last.state, last.text, task.state) == (state, text, state):
        return None
    return _noted(task, state, text, by_name, by)


@transaction.atomic
def decline_task(task: Task, *, text: str = "", by_name: str, by: Actor) -> TaskUpdate | None:
    """Note „Ich kann das nicht“ and tell the coordination, once; the task stays open for somebody else."""
    require(access.can_update_task(by, task))
    if not Task.objects.filter(pk=task.pk, declined_at=None).update(declined_at=timezone.now()):
        return None
    task.refresh_from_db()
    note = _noted(task, TaskState.OPEN, text, by_name, by, declines=True)
    mails.queue_declined(task, text=text, by_name=by_name)
    return note


def _noted(task: Task, state: TaskState, text: str, by_name: str, by: Actor, *, declines: bool = False) -> TaskUpdate:
    done_at = timezone.now() if state == TaskState.DONE else None
    declined = {} if declines else {"declined_at": None}
    Task.objects.filter(pk=task.pk).update(state=state, done_at=done_at, version=F("version") + 1, **declined)
    note = TaskUpdate.objects.create(
        task=task, state=state, text=text, by_name=by_name, channel="link" if isinstance(by, Link) else "team",
        declines=declines,
    )  # fmt: skip
    audit.record(by, "task.updated", task, state=str(state))
    return note


@transaction.atomic
def finish_tasks(tasks: Iterable[Task], *, by_name: str, by: Actor) -> int:
    """Mark many as done at once; return how many were not before."""
    done = 0
    for task in tasks:
        require(access.can_update_task(by, task))
        if task.state in queries.UNDONE:
            _noted(task, TaskState.DONE, "", by_name, by)
            done += 1
    return done


@transaction.atomic
def remind_of_tasks(*, by: Actor) -> int:
    """Send everybody of the alliance in scope one mail with all her tasks that are due; return how many mails.

    The day is noted on the tasks, so that a second run on the same day, or after a crash, sends nothing.
    """
    require(access.can_edit_meetings(by))
    today = timezone.localdate()
    found = queries.to_remind(on=today)
    if not found:
        return 0
    keys = [task.pk for mine in found.values() for task in mine]
    Task.objects.select_for_update(of=("self",)).filter(pk__in=keys).update(reminded_on=today)
    mails.queue_reminders(found)
    for mine in found.values():
        audit.record(by, "task.reminded", mine[0], tasks=len(mine))
    return len(found)


# Links


@transaction.atomic
def renew_link(task: Task, old: Link) -> None:
    """Send a new link to the address of an expired one, once."""
    if not is_renewed(old):
        mails.queue_renewed_task(task, old)
