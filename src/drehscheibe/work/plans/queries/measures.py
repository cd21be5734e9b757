"""Measures: the list, one of them, who is asked how it stands, and what nobody sees to any more."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Case, Count, F, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404
from django.utils import timezone

from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.models import Contact, Organisation, Person
from drehscheibe.work.partners.vocabulary import State

from .. import access
from ..models import Measure, MeasureUpdate
from ..vocabulary import MeasureState

UNDONE = (MeasureState.PLANNED, MeasureState.RUNNING)
GONE = (State.LEFT, State.EXCLUDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the list shows; empty means all."""

    text: str = ""
    year: int | None = None
    state: str = "offen"
    organisation_id: int | None = None
    body_id: int | None = None
    focus_id: int | None = None


def seen_measures(by: Actor) -> QuerySet[Measure]:
    """Return the measures that somebody may read, with what a line shows at hand."""
    rows = Measure.objects.filter(access.seen_by(by))
    return rows.select_related("organisation", "person", "body", "focus", "project")


def measures(asked: Asked, *, by: Actor) -> QuerySet[Measure]:
    """Return the measures that match: what is over the day first, then by day, those without a day last."""
    rows = seen_measures(by).filter(_stands(asked.state))
    for word in asked.text.split():
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(text__icontains=word)
            | Q(owner_name__icontains=word)
            | Q(organisation__name__icontains=word)
        )
    exact = {
        "year": asked.year, "organisation": asked.organisation_id, "body": asked.body_id, "focus": asked.focus_id,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    return by_urgency(rows)


def by_urgency(rows: QuerySet[Measure]) -> QuerySet[Measure]:
    late = Case(When(overdue(), then=Value(True)), default=Value(False), output_field=BooleanField())
    return rows.order_by(late.desc(), F("due_on").asc(nulls_last=True), "pk")


def _stands(state: str) -> Q:
    match state:
        case "offen":
            return Q(state__in=UNDONE)
        case "ueberfaellig":
            return overdue()
        case "ohne":
            return without_owner()
        case "alle":
            return Q()
        case _:
            return Q(state=state)


def overdue(on: date | None = None) -> Q:
    return Q(state__in=UNDONE, due_on__lt=on or timezone.localdate())


def abandoned() -> Q:
    """Return the condition on measures whose owner left: the partner, the person, the group, or who cannot any more."""
    person_gone = Q(person=None) & ~Q(owner_name="")
    group_gone = Q(organisation=None, person=None, body__closed_on__isnull=False)
    left = Q(organisation__state__in=GONE) | person_gone | group_gone | Q(declined_at__isnull=False)
    return Q(state__in=UNDONE) & left


def without_owner() -> Q:
    return abandoned() | Q(state__in=UNDONE, organisation=None, person=None, body=None)


def is_overdue(measure: Measure) -> bool:
    return measure.state in UNDONE and measure.due_on is not None and measure.due_on < timezone.localdate()


def is_abandoned(measure: Measure) -> bool:
    """Tell the same as `abandoned` of one row with its owner at hand."""
    if measure.state not in UNDONE:
        return False
    organisation, body = measure.organisation, measure.body
    alone = organisation is None and measure.person_id is None
    return (
        measure.declined_at is not None
        or (organisation is not None and organisation.state in GONE)
        or (measure.person_id is None and measure.owner_name != "")
        or (alone and body is not None and body.closed_on is not None)
    )


def owner_in_words(measure: Measure) -> str:
    """Return who sees to it: „Petra Sonnenberg (Kita Löwenzahn), AG Feste“; "" for nobody."""
    person = str(measure.person) if measure.person else measure.owner_name
    partner = measure.organisation.name if measure.organisation else ""
    who = f"{person} ({partner})" if person and partner and person != partner else person or partner
    return ", ".join(part for part in (who, measure.body.name if measure.body else "") if part)


def measure_or_404(measure_id: int, *, by: Actor) -> Measure:
    """Return a measure: 404 where there is none; raise PermissionDenied where it is not hers to see."""
    rows = Measure.objects.select_related("organisation", "person", "body", "focus", "project", "need", "decision")
    found: Measure = get_object_or_404(rows, pk=measure_id)
    if not access.can_see(by, found):
        raise PermissionDenied
    return found


def history(measure: Measure) -> list[MeasureUpdate]:
    return list(MeasureUpdate.objects.filter(measure=measure))


# What the filter offers


def years(by: Actor) -> list[int]:
    rows = Measure.objects.filter(access.seen_by(by)).order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def owners(by: Actor) -> list[tuple[int, str]]:
    held = Measure.objects.filter(access.seen_by(by)).order_by().values("organisation")
    rows = Organisation.objects.filter(pk__in=held).order_by("sort_name", "pk")
    return list(rows.values_list("pk", "name"))


def bodies(by: Actor) -> list[tuple[int, str]]:
    rows = Body.objects.filter(pk__in=Measure.objects.filter(access.seen_by(by)).order_by().values("body"))
    return list(rows.order_by("rank", "pk").values_list("pk", "name"))


# Numbers


@dataclass(frozen=True, slots=True)
class MeasureNumbers:
    """How many are open, over the day, and without anybody."""

    any: int = 0
    open: int = 0
    overdue: int = 0
    without: int = 0


def numbers(by: Actor) -> MeasureNumbers:
    """Count what somebody may see; one statement."""
    found = Measure.objects.filter(access.seen_by(by)).aggregate(
        any=Count("pk"),
        open=Count("pk", filter=Q(state__in=UNDONE)),
        overdue=Count("pk", filter=overdue()),
        without=Count("pk", filter=without_owner()),
    )
    return MeasureNumbers(**found)


# Owners


def person_for(organisation: Organisation | None, person: Person | None) -> Person | None:
    """Return who is asked: the person named, else the partner's main contact."""
    if person is not None or organisation is None:
        return person
    rows = Contact.objects.filter(organisation=organisation).select_related("person").order_by("-is_main", "pk")
    first = rows.first()
    return first.person if first else None


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who is asked, with all that she is asked about; `person` is None for a group's lead of the team."""

    email: str
    name: str
    person: Person | None
    measures: list[Measure]


@dataclass(frozen=True, slots=True)
class ToAsk:
    """Who is asked by mail, and which measures have nobody with an address."""

    holders: list[Holder]
    silent: list[Measure]

    @property
    def measures(self) -> list[Measure]:
        return [measure for holder in self.holders for measure in holder.measures]


def to_ask(rows: QuerySet[Measure]) -> ToAsk:
    """Return whom to ask about these measures; confidential ones and those that nobody sees to are left out.

    Two statements, however many there are.
    """
    holders: dict[str, Holder] = {}
    silent: list[Measure] = []
    found = rows.filter(access.OPEN_TO_ALLIANCE, state__in=UNDONE).exclude(abandoned())
    for measure in by_urgency(found.select_related("organisation", "person", "body__lead__user")):
        holder = _holder(measure)
        if holder is None:
            silent.append(measure)
        else:
            holders.setdefault(holder.email.casefold(), holder).measures.append(measure)
    return ToAsk(list(holders.values()), silent)


def _holder(measure: Measure) -> Holder | None:
    person = measure.person
    if person is not None:
        return Holder(person.email, person.name, person, []) if person.email else None
    lead = measure.body.lead if measure.body and measure.organisation is None else None
    if lead is None or not lead.is_active:
        return None
    return Holder(lead.user.email, lead.name, None, [])
