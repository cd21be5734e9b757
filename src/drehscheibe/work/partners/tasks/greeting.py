"""What the worker does for the greeting run: make the letters, and forget what is not needed any more."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.crossing import each_alliance_with
from drehscheibe.kit.jobs.models import Job
from drehscheibe.kit.jobs.plan import Retry
from drehscheibe.kit.typst.render import RenderError, Unprintable

from .. import actions
from ..documents import greeting as documents
from ..models import Consent, LetterBatch
from ..queries import greeting as greetings
from ..queries import letters as queries

KEEP_LETTERS = timedelta(days=30)
KEEP_PROOFS = timedelta(days=3 * 365)
"""As long as somebody may make claims from a consent that was taken back (§§ 195, 199 BGB)."""
_PRINTER = Machine("partners.letters")


def make_letters(job: Job) -> None:
    """Make one file of all letters of a batch: read, then render outside any transaction, then keep."""
    batch = LetterBatch.objects.select_related("run", "made_by").defer("pdf").filter(pk=job.payload["batch"]).first()
    if batch is None or batch.state == LetterBatch.State.READY:
        return
    letters = queries.letters_of(batch)
    if not letters:
        actions.fail_letters(batch, trouble=_("Inzwischen braucht niemand mehr einen Brief."), by=_PRINTER)
        return
    data = documents.letters_data(
        letters,
        alliance=greetings.alliance().name,
        text=batch.run.text,
        on=timezone.localdate(batch.made_at),
        signed_by=batch.made_by.name if batch.made_by else "",
    )
    try:
        pdf = documents.pdf(data)
    except Unprintable as unknown:
        actions.fail_letters(batch, trouble=unknown.advice, by=_PRINTER)
    except RenderError as trouble:
        raise Retry(f"letters: {type(trouble).__name__}") from trouble
    else:
        actions.keep_letters(batch, pdf=pdf, count=len(letters), by=_PRINTER)


def letters_gave_up(job: Job) -> None:
    batch = LetterBatch.objects.defer("pdf").filter(pk=job.payload["batch"]).first()
    if batch is not None:
        trouble = _(
            "Das Erstellen ist nicht gelungen. Bitte versuchen Sie es noch einmal, oder fragen Sie den Betrieb."
        )
        actions.fail_letters(batch, trouble=trouble, by=_PRINTER)


def empty_old_letters() -> None:
    """Delete files of letters after a month; that and when they were posted stays known."""
    due = {"made_at__lt": timezone.now() - KEEP_LETTERS}
    for _alliance in each_alliance_with(LetterBatch, **due):
        LetterBatch.objects.filter(**due).exclude(pdf=b"").update(pdf=b"")


def forget_old_proofs() -> None:
    """Take the names off consents that were taken back three years ago (Art. 5 (1) e, Art. 17 (3) e GDPR)."""
    due = {"withdrawn_at__lt": timezone.now() - KEEP_PROOFS}
    for _alliance in each_alliance_with(Consent, **due):
        with transaction.atomic():
            Consent.objects.filter(**due).update(given_by="", withdrawn_by="", link=None)
