"""Names around decisions are forgotten once nobody needs them: which partner saw to it stays, who did it there does not."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.partners.models import Contact, Person

from ..models import DecisionStep

KEEP_OWNERS = timedelta(days=3 * 365)
"""After a decision is done or repealed; then claims from it have lapsed (§§ 195, 199 BGB)."""


def settled_with_names() -> QuerySet[Decision]:
    """Return the decisions whose names are not needed any more and still there."""
    day = timezone.localdate() - KEEP_OWNERS
    settled = Q(finished_on__lte=day) | Q(repealed_on__lte=day)
    named = ~Q(owner_name="") | Q(pk__in=DecisionStep.objects.exclude(by_name="").values("decision"))
    return Decision.objects.filter(settled & named)


@transaction.atomic
def forget_owners() -> int:
    """Take the names out of what is long settled, in the alliance in scope; return of how many decisions."""
    keys = list(settled_with_names().values_list("pk", flat=True))
    _forget(Decision.objects.filter(pk__in=keys), DecisionStep.objects.filter(decision__in=keys))
    return len(keys)


@transaction.atomic
def forget_person(person: Person) -> None:
    """Take one person's name out of the decisions that her partners see to (Art. 17 GDPR)."""
    partners = Contact.objects.filter(person=person).values("organisation")
    hers = Decision.objects.filter(owner_organisation__in=partners)
    steps = DecisionStep.objects.filter(decision__in=hers, by_name=person.name)
    _forget(hers.filter(owner_name=person.name), steps)


def _forget(decisions: QuerySet[Decision], steps: QuerySet[DecisionStep]) -> None:
    steps.update(by_name="")
    decisions.update(owner_name="")
