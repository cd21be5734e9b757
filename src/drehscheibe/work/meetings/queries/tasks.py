"""Tasks across all meetings: the list, those of one person, who is to be reminded."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.models import Contact, Organisation, Person
from drehscheibe.work.partners.queries.page import OpenThing

from ..access import tasks_seen_by
from ..models import Task, TaskUpdate
from ..vocabulary import TaskState

UNDONE = (TaskState.OPEN, TaskState.DOING)
REMIND_BEFORE = timedelta(days=3)
REMIND_EVERY = timedelta(days=7)
REMIND_UNTIL = timedelta(days=28)
"""What is overdue for longer is not reminded of any more: somebody has to talk about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the list shows; empty means all."""

    text: str = ""
    body_id: int | None = None
    state: str = "offen"
    mine: str = ""
    meeting_id: int | None = None


def all_tasks() -> QuerySet[Task]:
    """Return all tasks with what a line of the list needs at hand; the earliest date first, those without last."""
    rows = Task.objects.select_related("meeting", "body", "organisation", "person", "entry__item")
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def tasks(asked: Asked, *, member: Member) -> QuerySet[Task]:
    """Return the tasks that match; `mine` are those under the member's name or mail address."""
    rows = all_tasks().filter(_stands(asked.state), tasks_seen_by(member))
    for word in asked.text.split():
        rows = rows.filter(
            Q(text__icontains=word) | Q(owner_name__icontains=word) | Q(organisation__name__icontains=word)
        )
    if asked.body_id:
        rows = rows.filter(body=asked.body_id)
    if asked.meeting_id:
        rows = rows.filter(meeting=asked.meeting_id)
    if asked.mine:
        rows = rows.filter(Q(person__email__iexact=member.user.email) | Q(owner_name__iexact=member.name))
    return rows


def _stands(state: str) -> Q:
    match state:
        case "offen":
            return Q(state__in=UNDONE)
        case "ueberfaellig":
            return overdue()
        case "ohne":
            return Q(state__in=UNDONE) & (Q(owner_name="", person=None) | Q(due_on=None) | Q(declined_at__isnull=False))
        case "erledigt":
            return Q(state=TaskState.DONE)
        case _:
            return Q()


def overdue(on: date | None = None) -> Q:
    return Q(state__in=UNDONE, due_on__lt=on or timezone.localdate())


def is_overdue(task: Task) -> bool:
    return task.state in UNDONE and task.due_on is not None and task.due_on < timezone.localdate()


def task_or_404(task_id: int, *, by: Actor) -> Task:
    found: Task = get_object_or_404(all_tasks().filter(tasks_seen_by(by)), pk=task_id)
    return found


def history(task: Task) -> list[TaskUpdate]:
    return list(TaskUpdate.objects.filter(task=task))


def bodies_with_tasks() -> list[tuple[int, str]]:
    rows = Body.objects.filter(pk__in=Task.objects.order_by().values("body"))
    return list(rows.order_by("rank", "pk").values_list("pk", "name"))


def person_for(organisation: Organisation | None, name: str) -> Person | None:
    """Return who of a partner is meant by a name; its main contact where nobody is called so."""
    if organisation is None:
        return None
    contacts = list(
        Contact.objects.filter(organisation=organisation).select_related("person").order_by("-is_main", "pk")
    )
    named = next((one.person for one in contacts if one.person.name.casefold() == name.strip().casefold()), None)
    return named or (contacts[0].person if contacts and not name.strip() else None)


# For the person herself


def open_tasks(person: Person, *, page_token: str) -> list[OpenThing]:
    """Return what somebody has taken on and not done yet, for her own page; the earliest date first."""
    return [
        OpenThing(
            _("Aufgabe: %(text)s") % {"text": task.text},
            _("bis %(day)s") % {"day": date_format(task.due_on, "j. F Y")} if task.due_on else "",
            reverse("link_page_task", args=[page_token, task.pk]),
        )
        for task in all_tasks().filter(person=person, state__in=UNDONE)
    ]


# Reminders


def to_remind(*, on: date) -> dict[Person, list[Task]]:
    """Return who is reminded today of what: all her tasks that are due in three days or overdue for at most four weeks.

    Nobody hears of tasks more than once a week; tasks of practised meetings, and of people without mail, stay silent.
    """
    rows = all_tasks().filter(state__in=UNDONE, person__isnull=False, declined_at=None).exclude(person__email="")
    rows = rows.exclude(meeting__is_practice=True)
    recent = set(rows.filter(reminded_on__gt=on - REMIND_EVERY).values_list("person_id", flat=True))
    due = rows.filter(due_on__range=(on - REMIND_UNTIL, on + REMIND_BEFORE)).exclude(person__in=recent)
    found = defaultdict[Person, list[Task]](list)
    for task in due:
        if task.person is not None:
            found[task.person].append(task)
    return dict(found)
