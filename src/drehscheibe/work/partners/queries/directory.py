"""The list of partners, one partner with all that belongs to it, and the register of what they bring."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from drehscheibe.ground.outbox import queries as outbox
from drehscheibe.ground.outbox.queries import BounceNote
from drehscheibe.kit.text import folded

from .. import rules
from ..models import Contact, HeardNote, Organisation, Person, Pledge
from ..vocabulary import Channel, State

SORTS: dict[str, tuple[str, ...]] = {
    "name": ("sort_name", "pk"),
    "art": ("category", "sort_name", "pk"),
    "seit": ("joined_on", "sort_name", "pk"),
    "gehoert": ("heard_at", "sort_name", "pk"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is filtered by; empty means all. `mark` is one of MARKS in the form."""

    text: str = ""
    category: str = ""
    membership_kind: str = ""
    state: str = State.MEMBER.value
    mark: str = ""
    sort: str = "name"


@dataclass(frozen=True, slots=True)
class Line:
    """One partner in the list, with whom to call and what to know before."""

    organisation: Organisation
    main: Contact | None
    others: int
    bounce: BounceNote | None
    quiet_months: int


@dataclass(frozen=True, slots=True)
class Bounced:
    """A person with the note on a mail that came back, if one did."""

    contact: Contact
    bounce: BounceNote | None = None
    also_at: list[str] = field(default_factory=list)


def partners(asked: Asked) -> QuerySet[Organisation]:
    """Return the partners asked for, in the order asked for."""
    rows = Organisation.objects.all()
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.category:
        rows = rows.filter(category=asked.category)
    if asked.membership_kind:
        rows = rows.filter(membership_kind=asked.membership_kind)
    if asked.text:
        rows = rows.filter(_found(asked.text))
    if asked.mark:
        rows = rows.filter(_marked(asked.mark))
    order = SORTS.get(asked.sort, SORTS["name"])
    return rows.order_by(F(order[0]).asc(nulls_first=True), *order[1:])


def _found(text: str) -> Q:
    """Match each word with the partner's name or place, or with somebody who works there."""
    matching = Q()
    for word in text.split():
        people = Contact.objects.filter(organisation=OuterRef("pk")).filter(
            Q(person__name__icontains=word) | Q(person__email__icontains=word) | Q(role__icontains=word)
        )
        plain = folded(word)
        own = Q(sort_name__contains=plain) if plain else Q(name__icontains=word)
        matching &= own | Q(place__icontains=word) | Q(speaks_for__icontains=word) | Q(Exists(people))
    return matching


def _marked(mark: str) -> Q:
    marks: dict[str, Callable[[], Q]] = {
        "still": quiet,
        "genannt": lambda: Q(is_named=True),
        "ungenannt": lambda: Q(is_named=False),
        "brief": lambda: Q(channel=Channel.LETTER),
        "ohne-adresse": lambda: (
            ~Q(Exists(Contact.objects.filter(organisation=OuterRef("pk")).exclude(person__email="")))
        ),
        "zurueck": _bounced,
    }
    return marks[mark]() if mark in marks else Q()


def _bounced() -> Q:
    people = Person.objects.filter(email__in=_bounced_addresses())
    return Q(Exists(Contact.objects.filter(organisation=OuterRef("pk"), person__in=people)))


def quiet() -> Q:
    """Match partners nobody has heard from for a long time."""
    limit = timezone.now() - rules.QUIET_AFTER
    return Q(heard_at__lt=limit) | Q(heard_at=None, created_at__lt=limit)


def _bounced_addresses() -> list[str]:
    addresses = Person.objects.exclude(email="").values_list("email", flat=True)
    return list(outbox.bounces_of(list(addresses)))


def lines(organisations: Iterable[Organisation]) -> list[Line]:
    """Return a page of partners with what stands beside their names; two statements for all."""
    rows = list(organisations)
    contacts: dict[int, list[Contact]] = {}
    for contact in Contact.objects.filter(organisation__in=rows).select_related("person"):
        contacts.setdefault(contact.organisation_id, []).append(contact)
    bounces = outbox.bounces_of([c.person.email for found in contacts.values() for c in found if c.person.email])
    now = timezone.now()
    return [_line(row, contacts.get(row.pk, []), bounces, now) for row in rows]


def _line(row: Organisation, contacts: Sequence[Contact], bounces: dict[str, BounceNote], now: datetime) -> Line:
    main = contacts[0] if contacts else None
    quiet_for = rules.quiet_months(row.heard_at, row.created_at, now=now)
    is_quiet = row.state == State.MEMBER and rules.is_quiet(row.heard_at, row.created_at, now=now)
    return Line(
        organisation=row,
        main=main,
        others=max(len(contacts) - 1, 0),
        bounce=next((bounces[c.person.email] for c in contacts if c.person.email in bounces), None),
        quiet_months=quiet_for if is_quiet else 0,
    )


def states() -> dict[str, int]:
    """Return how many partners there are in each state."""
    return dict(Organisation.objects.order_by().values_list("state").annotate(Count("pk")))


def partner_count() -> int:
    return Organisation.objects.filter(state=State.MEMBER).count()


def people_at(organisation: Organisation) -> list[Bounced]:
    """Return the people of a partner, who gets the mail first, with the other partners they stand for."""
    contacts = list(organisation.contacts.select_related("person"))
    bounces = outbox.bounces_of([c.person.email for c in contacts if c.person.email])
    elsewhere: dict[int, list[str]] = {}
    others = Contact.objects.filter(person__in=[c.person_id for c in contacts]).exclude(organisation=organisation)
    for person_id, name in others.values_list("person_id", "organisation__name"):
        elsewhere.setdefault(person_id, []).append(name)
    return [Bounced(c, bounces.get(c.person.email), elsewhere.get(c.person_id, [])) for c in contacts]


def heard_notes(organisation: Organisation) -> list[HeardNote]:
    return list(HeardNote.objects.filter(organisation=organisation).select_related("by")[:20])


def pledges(*, kind: str = "", text: str = "", seats: int | None = None, step_free: bool = False) -> QuerySet[Pledge]:
    """Return what partners of the alliance bring now, by kind."""
    rows = Pledge.objects.filter(is_open=True, organisation__state=State.MEMBER).select_related("organisation")
    if kind:
        rows = rows.filter(kind=kind)
    if seats:
        rows = rows.filter(seats__gte=seats)
    if step_free:
        rows = rows.filter(step_free=True)
    for word in text.split():
        rows = rows.filter(
            Q(text__icontains=word) | Q(details__icontains=word) | Q(organisation__sort_name__contains=folded(word))
        )
    return rows.order_by("kind", "organisation__sort_name", "pk")


def with_contacts(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Return partners with their people, for files; three statements however many there are."""
    return rows.prefetch_related(Prefetch("contacts", Contact.objects.select_related("person")))
