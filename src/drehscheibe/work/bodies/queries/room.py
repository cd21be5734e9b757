"""A group's room: messages, files, and who reads along."""

from collections.abc import Iterable

from django.db.models import QuerySet

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.work.partners.models import Person

from ..models import Body, RoomNote, RoomPaper
from .seats import Sitting, sittings


def notes(body: Body) -> QuerySet[RoomNote]:
    return body.notes.select_related("member", "person", "from_body")


def papers(body: Body) -> list[RoomPaper]:
    return list(body.papers.select_related("file"))


def people(body: Body) -> list[Person]:
    """Return everybody whom a message to the group reaches by mail: who speaks for a partner, and who stands in."""
    return people_in(sittings(body))


def people_in(rows: Iterable[Sitting]) -> list[Person]:
    """Return the people with a mail address among those that sit somewhere, each once."""
    found: dict[int, Person] = {}
    for sitting in rows:
        for person in (sitting.person, sitting.deputy):
            if person is not None and person.email:
                found.setdefault(person.pk, person)
    return list(found.values())


def stoppable(notes: Iterable[RoomNote]) -> set[int]:
    """Return the messages whose mails all wait still; one statement."""
    sendings = [note.sending_id for note in notes if note.sending_id is not None]
    waiting = Mail.objects.filter(sending__in=sendings, state=Mail.State.WAITING).values_list("sending_id", flat=True)
    found = set(waiting)
    return {note.pk for note in notes if note.sending_id in found}
