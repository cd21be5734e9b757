"""What the worker does after meetings: the file of approved minutes, approval by silence, reminders of tasks."""

from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.crossing import each_alliance_with
from drehscheibe.kit.jobs.models import Job
from drehscheibe.kit.jobs.plan import Retry
from drehscheibe.kit.typst.render import RenderError, Unprintable

from ..access import EVERYBODY
from ..actions import minutes as actions
from ..actions import tasks as task_actions
from ..documents import minutes as documents
from ..models import Minutes, Task
from ..queries.tasks import REMIND_BEFORE, UNDONE
from ..register_ways import NO_REGISTER, RegisterWays, sections_of
from ..vocabulary import MinutesState, PrintState

_CLERK = Machine("meetings.minutes")


def make_minutes_pdf(job: Job, *, register: RegisterWays = NO_REGISTER) -> None:
    """Make the file of approved minutes: read, then render outside any transaction, then keep."""
    rows = Minutes.objects.select_related("meeting__body", "meeting__host").defer("pdf", "search")
    minutes = rows.filter(pk=job.payload["minutes"]).first()
    if minutes is None or minutes.print_state != PrintState.WAITING:
        return
    data = documents.minutes_data(minutes.meeting, by=EVERYBODY, sections=sections_of(minutes.meeting, register))
    try:
        pdf = documents.minutes_pdf(data)
    except Unprintable as unknown:
        actions.fail_pdf(minutes, trouble=unknown.advice, by=_CLERK)
    except RenderError as trouble:
        raise Retry(f"minutes: {type(trouble).__name__}") from trouble
    else:
        actions.keep_pdf(minutes, pdf=pdf, by=_CLERK)


def minutes_pdf_gave_up(job: Job) -> None:
    minutes = (
        Minutes.objects.select_related("meeting__body").defer("pdf", "search").filter(pk=job.payload["minutes"]).first()
    )
    if minutes is not None:
        trouble = _(
            "Das Erstellen ist nicht gelungen. Bitte versuchen Sie es noch einmal, oder fragen Sie den Betrieb."
        )
        actions.fail_pdf(minutes, trouble=trouble, by=_CLERK)


def approve_by_silence() -> None:
    """Approve the minutes that nobody objected to in time; after days asleep each once."""
    for _alliance in each_alliance_with(Minutes, state=MinutesState.SENT, approves_on__lt=timezone.localdate()):
        actions.approve_by_silence(by=_CLERK)


def remind_of_tasks() -> None:
    """Remind everybody of what is due, in alliances that went live; after days asleep once."""
    latest = timezone.localdate() + REMIND_BEFORE
    for alliance in each_alliance_with(Task, state__in=list(UNDONE), due_on__lte=latest):
        if alliance.is_live:
            task_actions.remind_of_tasks(by=_CLERK)
