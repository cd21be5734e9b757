"""The register of decisions: found by words, year, group and state, as far as the reader may know them.

Words are compared in plain small letters ("Ämter" → "aemter"), which are kept beside the texts, so that both databases
find the same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import Http404

from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.kit.text import folded
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.vocabulary import DecisionState, Outcome

from ..access import seen_by

UNFINISHED = (DecisionState.OPEN, DecisionState.RUNNING)
VALID = Q(outcome=Outcome.ACCEPTED, withdrawn_at=None)
"""What was decided and stands; a number whose decision was struck out is not one, nor is a refused motion."""
REJECTED, OVERDUE, REVISIT = "abgelehnt", "ueberfaellig", "vorlage"
"""What the list can also be asked for, besides a state."""
_LABEL = re.compile(r"(\d{4})/(\d{1,5})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the register shows; empty means all."""

    text: str = ""
    year: int | None = None
    body_id: int | None = None
    state: str = ""
    only_public: bool = False


def all_seen(by: Actor) -> QuerySet[Decision]:
    """Return what `by` may know of; every list, count, file and search begins here."""
    return Decision.objects.filter(seen_by(by))


def decisions(asked: Asked, *, by: Actor, on: date) -> QuerySet[Decision]:
    """Return the register, what is overdue first, then the newest; numbers not taken stand in it as such."""
    rows = _found(all_seen(by), asked.text)
    if asked.year:
        rows = rows.filter(year=asked.year)
    if asked.body_id:
        rows = rows.filter(body=asked.body_id)
    if asked.state:
        rows = rows.filter(_in_state(asked.state, on))
    if asked.only_public:
        rows = rows.filter(is_public=True)
    late = Case(When(overdue(on), then=Value(1)), default=Value(0), output_field=IntegerField())
    return rows.annotate(is_late=late).order_by("-is_late", "-year", "-number")


def keys(asked: Asked, *, by: Actor, on: date) -> list[int]:
    """Return what the list shows by key, in its order: counting and sorting whole rows costs far more."""
    return list(decisions(asked, by=by, on=on).values_list("pk", flat=True))


def rows_of(wanted: Sequence[int]) -> list[Decision]:
    """Return decisions by key with what a row of the list shows, in the order of the keys."""
    rows = Decision.objects.filter(pk__in=wanted).select_related("meeting", "body", "owner_organisation")
    known = {row.pk: row for row in rows.defer("search", "public_text")}
    return [known[key] for key in wanted if key in known]


def overdue(on: date) -> Q:
    return VALID & Q(state__in=UNFINISHED, due_on__lt=on)


def to_revisit(on: date) -> Q:
    """Match what is to be looked at again by that day and not finished yet."""
    return VALID & Q(state__in=UNFINISHED, revisit_on__lte=on)


def is_overdue(decision: Decision, on: date) -> bool:
    return _is_valid(decision) and decision.due_on is not None and decision.due_on < on


def is_to_revisit(decision: Decision, on: date) -> bool:
    return _is_valid(decision) and decision.revisit_on is not None and decision.revisit_on <= on


def _is_valid(decision: Decision) -> bool:
    stands = decision.outcome == Outcome.ACCEPTED and decision.withdrawn_at is None
    return stands and decision.state in UNFINISHED


def _in_state(state: str, on: date) -> Q:
    beyond = {
        REJECTED: Q(outcome=Outcome.REJECTED, withdrawn_at=None), OVERDUE: overdue(on), REVISIT: to_revisit(on),
    }  # fmt: skip
    return beyond.get(state, VALID & Q(state=state))


def _found(rows: QuerySet[Decision], text: str) -> QuerySet[Decision]:
    """Match all words: a number like "2026/07" the decision itself, any other its words or its group's name."""
    numbers = _LABEL.findall(text)
    for year, number in numbers:
        rows = rows.filter(year=int(year), number=int(number))
    words = folded(_LABEL.sub(" ", text)).split()
    names = [(pk, folded(name)) for pk, name in Body.objects.values_list("pk", "name")] if words else []
    for word in words:
        of_body = [pk for pk, name in names if word in name]
        rows = rows.filter(Q(search__contains=word) | Q(body__in=of_body) if of_body else Q(search__contains=word))
    return rows


# Filters


def years(by: Actor) -> list[int]:
    return list(all_seen(by).order_by("-year").values_list("year", flat=True).distinct())


def bodies(by: Actor) -> list[tuple[int, str]]:
    rows = Body.objects.filter(pk__in=all_seen(by).order_by().values("body"))
    return list(rows.order_by("rank", "pk").values_list("pk", "name"))


# One decision


def decision_or_404(decision_id: int, *, by: Actor) -> Decision:
    """Return a decision with what its page shows; 404 where there is none, or none that `by` may know of."""
    rows = all_seen(by).select_related(
        "meeting", "body", "owner_organisation", "repealed_by__body", "entry__item"
    )  # fmt: skip
    found = rows.filter(pk=decision_id).first()
    if found is None:
        raise Http404
    return found


def labels_in(text: str) -> list[tuple[int, int]]:
    """Return the numbers of decisions that a text names, as year and number: „Beschluss 2026/07“."""
    return [(int(year), int(number)) for year, number in _LABEL.findall(text)]


def named_in(text: str, *, by: Actor) -> list[Decision]:
    """Return the decisions that a text names by number."""
    wanted = labels_in(text)
    if not wanted:
        return []
    where = Q()
    for year, number in wanted:
        where |= Q(year=year, number=number)
    return list(all_seen(by).filter(where, withdrawn_at=None).order_by("year", "number"))


def founded_by(decision: Decision) -> list[Body]:
    """Return the groups that say they were founded by this decision."""
    rows = Body.objects.filter(opened_by__contains=decision.label).order_by("rank", "pk")
    return [body for body in rows if (decision.year, decision.number) in labels_in(body.opened_by)]


def may_repeal(decision: Decision, *, by: Actor) -> QuerySet[Decision]:
    """Return the later decisions that may have repealed this one."""
    later = Q(year=decision.year, number__gt=decision.number) | Q(year__gt=decision.year)
    rows = all_seen(by).filter(VALID, later, decided_on__gte=decision.decided_on)
    return rows.exclude(state=DecisionState.REPEALED).order_by("-year", "-number")


def repealed_with(decision: Decision, *, by: Actor) -> list[Decision]:
    """Return what this decision repealed."""
    return list(all_seen(by).filter(repealed_by=decision).order_by("year", "number"))
