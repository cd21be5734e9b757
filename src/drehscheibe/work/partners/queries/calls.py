"""The greeting run as a list to call through: who is silent, which number, what came back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox import queries as outbox
from drehscheibe.ground.outbox.queries import BounceNote
from drehscheibe.kit.text import folded

from ..models import Greeting, GreetingRun, Person
from ..vocabulary import CallResult, Channel
from . import greeting as greetings

SORTS = {
    "name": ("organisation__sort_name", "pk"),
    "gefragt": ("greeted_at", "organisation__sort_name", "pk"),
    "anruf": (F("called_at").asc(nulls_first=True), "organisation__sort_name", "pk"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is filtered by; empty means all."""

    stand: str = "offen"
    way: str = ""
    call: str = ""
    text: str = ""
    sort: str = "name"


@dataclass(frozen=True, slots=True)
class Line:
    """One partner in the list; `phone` is the person's or else the house's."""

    greeting: Greeting
    name: str
    person: str
    phone: str
    asked_on: date | None
    bounce: BounceNote | None

    @property
    def is_open(self) -> bool:
        return self.greeting.answered_at is None

    @property
    def stand(self) -> str:
        """What the partner said, in two words."""
        if self.greeting.organisation.is_named:
            return _("bestätigt, darf genannt werden")
        return _("bestätigt, nicht nennen") if self.greeting.wants_naming is False else _("bestätigt")


def lines_asked_for(run: GreetingRun, asked: Asked) -> QuerySet[Greeting]:
    """Return the greetings that match, in order."""
    rows = greetings.greeted(run).select_related("organisation", "person", "run")
    rows = rows.filter(_stand(run, asked.stand))
    if asked.way in Channel.values:
        rows = rows.filter(channel=asked.way)
    if asked.call:
        rows = rows.filter(call_result="" if asked.call == "keiner" else asked.call)
    for word in asked.text.split():
        rows = rows.filter(Q(organisation__sort_name__contains=folded(word)) | Q(person__name__icontains=word))
    return rows.order_by(*SORTS.get(asked.sort, SORTS["name"]))


def _stand(run: GreetingRun, stand: str) -> Q:
    match stand:
        case "offen":
            return Q(answered_at=None)
        case "bestaetigt":
            return Q(answered_at__isnull=False)
        case "zurueck":
            return Q(answered_at=None, person__email__in=_bounced(run))
        case _:
            return Q()


def _bounced(run: GreetingRun) -> list[str]:
    people = Person.objects.filter(pk__in=greetings.greeted(run).values("person")).exclude(email="")
    return list(outbox.bounces_of(list(people.values_list("email", flat=True))))


def lines(rows: Iterable[Greeting]) -> list[Line]:
    """Return a page of the list; two statements for all."""
    found = list(rows)
    bounces = outbox.bounces_of({row.person.email for row in found if row.person and row.person.email})
    return [_line(row, bounces) for row in found]


def _line(row: Greeting, bounces: dict[str, BounceNote]) -> Line:
    person = row.person
    return Line(
        greeting=row,
        name=row.organisation.name,
        person=person.name if person else "",
        phone=(person.phone if person else "") or row.organisation.phone,
        asked_on=row.posted_on if row.channel == Channel.LETTER else localdate(row.reminded_at or row.greeted_at),
        bounce=bounces.get(person.email) if person and row.answered_at is None else None,
    )


def call_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in CallResult.choices if value]
