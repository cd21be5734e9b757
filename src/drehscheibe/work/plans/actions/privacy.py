"""Forgetting a person in what plans keep (Art. 17 GDPR). What a partner or a group said stays as theirs."""

from django.db import transaction
from django.utils import timezone

from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.partners.models import Person

from ..models import Need, NeedSupport, PositionVoice
from ..queries import privacy as queries
from .privacy_measures import forget_in_measures


@transaction.atomic
def forget_person(person: Person) -> None:
    """Take her off the needs that she told, the voices that she gave, and end her links.

    The caller has asked whether this may be: she herself, or the team.
    """
    forget_in_measures(person)
    NeedSupport.objects.filter(person=person, organisation=None, body=None).delete()
    NeedSupport.objects.filter(person=person).update(person=None)
    PositionVoice.objects.filter(person=person).update(person=None)
    hers = [need.pk for need in queries.needs_of(person)]
    Need.objects.filter(pk__in=hers, from_email__iexact=person.email).update(from_name="", from_email="")
    Need.objects.filter(pk__in=hers).update(person=None)
    links = queries.links_of(person).values_list("pk", flat=True)
    Link.objects.filter(pk__in=list(links)).update(recipient="", recipient_name="", revoked_at=timezone.now())
