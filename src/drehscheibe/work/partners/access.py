"""May she do that? The same functions for doors, actions and templates."""

from drehscheibe.ground.tenancy.access import Actor, Machine
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.ground.tenancy.roles import Capability

from .models import Contact, Greeting, Organisation, Person

GREETING_PURPOSE = "partner.greeting"
"""A greeting's own link; its subject is the greeting."""
PAGE_PURPOSE = "partner.page"
"""The personal page "Was von mir offen ist"; its subject is the person."""


def can_see_partners(by: Actor) -> bool:
    return isinstance(by, Machine) or (isinstance(by, Member) and by.may(Capability.SEE_PARTNERS))


def can_edit_partners(by: Actor) -> bool:
    return isinstance(by, Machine) or (isinstance(by, Member) and by.may(Capability.EDIT_PARTNERS))


def can_answer_for(by: Actor, organisation: Organisation) -> bool:
    """A partner's own data and consents: the team, or who holds a link that was mailed to this very partner."""
    if not isinstance(by, Link):
        return can_edit_partners(by)
    if by.purpose == GREETING_PURPOSE:
        return Greeting.objects.filter(pk=by.subject_id, organisation=organisation).exists()
    if by.purpose == PAGE_PURPOSE:
        return Contact.objects.filter(person_id=by.subject_id, organisation=organisation).exists()
    return False


def can_change_person(by: Actor, person: Person) -> bool:
    """Her own data: the team, herself through her page, or whoever holds the greeting of a partner she stands for."""
    if not isinstance(by, Link):
        return can_edit_partners(by)
    if by.purpose == PAGE_PURPOSE:
        return by.subject_id == person.pk
    if by.purpose == GREETING_PURPOSE:
        return Contact.objects.filter(person=person, organisation__greetings=by.subject_id).exists()
    return False
