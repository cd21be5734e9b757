"""Letters of the greeting run: ordered, made by the worker, posted."""

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
from ..models import Greeting, GreetingRun, LetterBatch
from ..queries import letters as queries

LETTERS_JOB = "partners.letters"


@transaction.atomic
def order_letters(run: GreetingRun, *, by: Actor) -> LetterBatch:
    """Ask the worker for one file with all letters that have not been posted; raise ValidationError for none."""
    require(access.can_greet(by))
    batch = LetterBatch.objects.create(run=run, made_by=by if isinstance(by, Member) else None)
    batch.count = queries.to_make(run).update(batch=batch)
    if not batch.count:
        raise ValidationError(_("Zurzeit ist kein Brief zu schreiben."))
    batch.save(update_fields=["count"])
    enqueue(LETTERS_JOB, {"batch": batch.pk}, alliance_id=batch.alliance_id)
    audit.record(by, "letters.ordered", batch, letters=batch.count)
    return batch


@transaction.atomic
def keep_letters(batch: LetterBatch, *, pdf: bytes, count: int, by: Actor) -> None:
    """Keep the file that the worker made."""
    require(access.can_greet(by))
    LetterBatch.objects.filter(pk=batch.pk).update(state=LetterBatch.State.READY, pdf=pdf, count=count, trouble="")


@transaction.atomic
def fail_letters(batch: LetterBatch, *, trouble: str, by: Actor) -> None:
    """Note why there are no letters, in words for the coordination."""
    require(access.can_greet(by))
    waiting = LetterBatch.objects.filter(pk=batch.pk, state=LetterBatch.State.WAITING)
    waiting.update(state=LetterBatch.State.FAILED, trouble=trouble[:300])


@transaction.atomic
def mark_posted(batch: LetterBatch, *, on: date, by: Actor) -> int:
    """Note the day that the letters were posted, which counts as the day of asking; return how many.

    Raises ValidationError for a day to come.
    """
    require(access.can_greet(by))
    if on > timezone.localdate():
        raise ValidationError(_("Der Tag liegt in der Zukunft. Vermerken Sie ihn, wenn die Briefe unterwegs sind."))
    LetterBatch.objects.filter(pk=batch.pk).update(posted_on=on)
    posted = Greeting.objects.filter(batch=batch).update(posted_on=on)
    audit.record(by, "letters.posted", batch, letters=posted)
    return posted
