"""Letters about a meeting: ordered, made by the worker, posted. The day of posting counts for the notice period."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.jobs.actions import enqueue

from .. import access
from ..models import Invitee, LetterBatch, Meeting, MeetingMail
from ..queries import letters as queries
from ..vocabulary import MailKind, PrintState

LETTERS_JOB = "meetings.letters"


@transaction.atomic
def order_letters(meeting: Meeting, *, kind: MailKind, by: Actor) -> LetterBatch:
    """Ask the worker for one file with all letters of a kind that have not been posted; ValidationError for none."""
    require(access.can_send(by, meeting))
    batch = LetterBatch.objects.create(meeting=meeting, kind=kind, made_by=by if isinstance(by, Member) else None)
    keys = list(queries.to_make(meeting, kind).values_list("pk", flat=True))
    batch.count = MeetingMail.objects.filter(pk__in=keys).update(batch=batch)
    if not batch.count:
        raise ValidationError(_("Zurzeit ist kein Brief zu schreiben."))
    batch.save(update_fields=["count"])
    enqueue(LETTERS_JOB, {"batch": batch.pk}, alliance_id=batch.alliance_id)
    audit.record(by, "meeting_letters.ordered", batch, letters=batch.count)
    return batch


@transaction.atomic
def keep_letters(batch: LetterBatch, *, pdf: bytes, count: int, by: Actor) -> None:
    """Keep the file that the worker made."""
    require(access.can_send(by, batch.meeting))
    LetterBatch.objects.filter(pk=batch.pk).update(state=PrintState.READY, pdf=pdf, count=count, trouble="")


@transaction.atomic
def fail_letters(batch: LetterBatch, *, trouble: str, by: Actor) -> None:
    """Note why there are no letters, in words for the coordination."""
    require(access.can_send(by, batch.meeting))
    waiting = LetterBatch.objects.filter(pk=batch.pk, state=PrintState.WAITING)
    waiting.update(state=PrintState.FAILED, trouble=trouble[:300])


@transaction.atomic
def mark_posted(batch: LetterBatch, *, on: date, by: Actor) -> int:
    """Note the day that the letters were posted; return how many. Raises ValidationError for a day to come."""
    require(access.can_send(by, batch.meeting))
    if on > timezone.localdate():
        raise ValidationError(_("Der Tag liegt in der Zukunft. Vermerken Sie ihn, wenn die Briefe unterwegs sind."))
    LetterBatch.objects.filter(pk=batch.pk).update(posted_on=on)
    letters = MeetingMail.objects.filter(batch=batch)
    posted = letters.update(posted_on=on)
    if batch.kind == MailKind.INVITATION:
        Invitee.objects.filter(pk__in=list(letters.values_list("invitee_id", flat=True))).update(posted_on=on)
    audit.record(by, "meeting_letters.posted", batch, letters=posted)
    return posted
