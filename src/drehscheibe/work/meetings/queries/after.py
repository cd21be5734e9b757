"""What waits after meetings, for the dashboard."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from drehscheibe.ground.tenancy.access import Actor

from ..access import tasks_seen_by
from ..models import Minutes, Remark, Task
from ..vocabulary import MeetingState, MinutesState
from .tasks import UNDONE, overdue


@dataclass(frozen=True, slots=True)
class WaitingMinutes:
    """How many minutes are not written or sent yet, wait for approval, or have an objection; and the oldest of each."""

    to_send: list[Minutes]
    to_approve: list[Minutes]
    objected: list[Minutes]

    @property
    def count(self) -> int:
        return len(self.to_send) + len(self.to_approve) + len(self.objected)


def waiting_minutes() -> WaitingMinutes:
    """Return the minutes that wait for somebody of the team, oldest first; one statement.

    Those that silence will approve wait for nobody.
    """
    objection = Remark.objects.filter(minutes=OuterRef("pk"), is_objection=True, settled_at=None)
    rows = list(
        Minutes.objects.filter(meeting__state=MeetingState.MINUTES)
        .defer("pdf", "search")
        .select_related("meeting__body")
        .annotate(is_objected=Exists(objection))
        .order_by("meeting__starts_at", "pk")
    )
    calm = [row for row in rows if not row.is_objected]
    today = timezone.localdate()
    return WaitingMinutes(
        to_send=[row for row in calm if row.state == MinutesState.DRAFT],
        to_approve=[
            row for row in calm if row.state == MinutesState.SENT and not (row.approves_on and row.approves_on >= today)
        ],
        objected=[row for row in rows if row not in calm],
    )


@dataclass(frozen=True, slots=True)
class TaskNumbers:
    """How many tasks are not done, how many of them late, how many given back."""

    open: int = 0
    overdue: int = 0
    declined: int = 0


def task_numbers(*, by: Actor) -> TaskNumbers:
    """Return how the tasks stand that `by` may know of; one statement."""
    undone = Q(state__in=UNDONE)
    found = Task.objects.filter(tasks_seen_by(by)).aggregate(
        open=Count("pk", filter=undone),
        overdue=Count("pk", filter=overdue()),
        declined=Count("pk", filter=undone & Q(declined_at__isnull=False)),
    )
    return TaskNumbers(**found)
