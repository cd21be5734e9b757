"""What the worker does around invitations: make the letters, and remind."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.crossing import each_alliance_with
from drehscheibe.kit.jobs.models import Job
from drehscheibe.kit.jobs.plan import Retry
from drehscheibe.kit.typst.render import RenderError, Unprintable

from ..actions import letters as actions
from ..actions.reminders import remind_due
from ..documents import invitation as documents
from ..models import LetterBatch, Meeting
from ..queries import letters as queries
from ..vocabulary import MailKind, MeetingState, PrintState

LOOKS_BACK = timedelta(days=14)
"""So long after a meeting it is still noted that a reminder was missed, e.g. because the worker slept."""
_WORKER = Machine("meetings")


def make_letters(job: Job) -> None:
    """Make one file of all letters of a batch: read, then render outside any transaction, then keep."""
    rows = LetterBatch.objects.select_related("meeting__body", "meeting__alliance", "made_by").defer("pdf")
    batch = rows.filter(pk=job.payload["batch"]).first()
    if batch is None or batch.state == PrintState.READY:
        return
    letters = queries.letters_of(batch)
    if not letters:
        actions.fail_letters(batch, trouble=_("Inzwischen braucht niemand mehr einen Brief."), by=_WORKER)
        return
    data = documents.letters_data(
        batch.meeting,
        letters,
        kind=MailKind(batch.kind),
        alliance=batch.meeting.alliance.name,
        on=timezone.localdate(batch.made_at),
        signed_by=batch.made_by.name if batch.made_by else "",
    )
    try:
        pdf = documents.pdf(data)
    except Unprintable as unknown:
        actions.fail_letters(batch, trouble=unknown.advice, by=_WORKER)
    except RenderError as trouble:
        raise Retry(f"letters: {type(trouble).__name__}") from trouble
    else:
        actions.keep_letters(batch, pdf=pdf, count=len(letters), by=_WORKER)


def letters_gave_up(job: Job) -> None:
    batch = LetterBatch.objects.select_related("meeting__body").defer("pdf").filter(pk=job.payload["batch"]).first()
    if batch is not None:
        trouble = _(
            "Das Erstellen ist nicht gelungen. Bitte versuchen Sie es noch einmal, oder fragen Sie den Betrieb."
        )
        actions.fail_letters(batch, trouble=trouble, by=_WORKER)


def remind() -> None:
    """Send the reminders that are due, once a day; a worker that slept for days sends each once."""
    due = {
        "invited_at__isnull": False,
        "is_practice": False,
        "starts_at__gte": timezone.now() - LOOKS_BACK,
        "state__in": [MeetingState.INVITED, MeetingState.RUNNING, MeetingState.MINUTES, MeetingState.CANCELLED],
    }
    for _alliance in each_alliance_with(Meeting, **due):
        for meeting in Meeting.objects.filter(**due).order_by("starts_at", "pk"):
            remind_due(meeting, by=_WORKER)
