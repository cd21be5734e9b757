"""Erasing a person in all domains at once (Art. 17 GDPR)."""

from django.db import transaction

from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.work.meetings.actions.privacy import forget_person
from drehscheibe.work.partners import access as partners
from drehscheibe.work.partners.actions import erase_person
from drehscheibe.work.partners.models import Person
from drehscheibe.work.plans.actions import privacy as plans
from drehscheibe.work.resolutions.actions import forgetting as votes


@transaction.atomic
def erase(person: Person, by: Actor) -> None:
    """Erase her everywhere or nowhere; raise PermissionDenied for somebody else's link."""
    require(partners.can_change_person(by, person))
    forget_person(person)
    votes.forget_person(person)
    plans.forget_person(person)
    erase_person(person, by=by)
