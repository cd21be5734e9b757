"""Letters of the greeting run: what is to be written, what was made, what was posted."""

from django.db.models import QuerySet

from ..models import Greeting, GreetingRun, LetterBatch, Organisation, Person
from ..vocabulary import Channel, State


def to_make(run: GreetingRun) -> QuerySet[Greeting]:
    """Return the greetings whose letter has not been posted and whose partner is still there and silent."""
    rows = Greeting.objects.filter(run=run, channel=Channel.LETTER, posted_on=None, answered_at=None)
    return rows.filter(organisation__state=State.MEMBER)


def letters_of(batch: LetterBatch) -> list[tuple[Organisation, Person | None]]:
    """Return whom to write to, as it stands now: who left or answered since the order gets no letter."""
    rows = to_make(batch.run).filter(batch=batch).select_related("organisation", "person")
    return [(row.organisation, row.person) for row in rows.order_by("organisation__sort_name", "pk")]


def batches(run: GreetingRun) -> list[LetterBatch]:
    """Return what was made, newest first, without the files."""
    return list(LetterBatch.objects.filter(run=run).select_related("made_by").defer("pdf"))


def slips_to_enter(run: GreetingRun) -> list[Greeting]:
    """Return the posted letters that have no answer yet, by name."""
    rows = Greeting.objects.filter(run=run, channel=Channel.LETTER, answered_at=None, organisation__state=State.MEMBER)
    return list(rows.select_related("organisation", "person", "run").order_by("organisation__sort_name", "pk"))
