"""May she do that? The same functions for doors, actions and templates."""

from drehscheibe.ground.outbox import access as outbox
from drehscheibe.ground.tenancy.access import Actor, Machine, Visitor
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.ground.tenancy.roles import Capability

from .models import Application, Contact, GreetingMail, Objection, Organisation, Person

GREETING_PURPOSE = "partner.greeting"
"""Sent with a greeting; its subject is the first greeting, and `GreetingMail` names all that it opens."""
PAGE_PURPOSE = "partner.page"
"""The personal page "Was von mir offen ist"; its subject is the person."""
APPLICATION_PURPOSE = "partner.application"
"""Confirms that somebody wants to join; its subject is the application."""
ANSWER_PURPOSE = "partner.answer"
"""Answers a question about an application; its subject is the application."""
OBJECTION_PURPOSE = "partner.objection"
"""Lets a partner be against taking somebody in; its subject is the partner's row among those asked."""
DECLARATION_PURPOSE = "partner.declaration"
"""Lets a partner sign the declaration; its subject is the partner."""
PURPOSES = (
    GREETING_PURPOSE, PAGE_PURPOSE, APPLICATION_PURPOSE, ANSWER_PURPOSE, OBJECTION_PURPOSE, DECLARATION_PURPOSE,
)  # fmt: skip
"""Of all links that go to partners and to those who want to be one."""


def can_see_partners(by: Actor) -> bool:
    return isinstance(by, Machine) or (isinstance(by, Member) and by.may(Capability.SEE_PARTNERS))


def can_edit_partners(by: Actor) -> bool:
    return isinstance(by, Machine) or (isinstance(by, Member) and by.may(Capability.EDIT_PARTNERS))


def can_greet(by: Actor) -> bool:
    """Ask partners by mail or letter whether their data is right."""
    return can_edit_partners(by) and outbox.can_send(by)


def can_answer_for(by: Actor, organisation: Organisation) -> bool:
    """A partner's own data and consents: the team, or who holds a link that was mailed to this very partner."""
    if not isinstance(by, Link):
        return can_edit_partners(by)
    if by.purpose == GREETING_PURPOSE:
        return GreetingMail.objects.filter(link=by, greeting__organisation=organisation).exists()
    if by.purpose == PAGE_PURPOSE:
        return Contact.objects.filter(person_id=by.subject_id, organisation=organisation).exists()
    return False


def can_change_person(by: Actor, person: Person) -> bool:
    """Her own data: the team, or herself, through her page or the greeting that was mailed to her."""
    if not isinstance(by, Link):
        return can_edit_partners(by)
    if by.purpose == PAGE_PURPOSE:
        return by.subject_id == person.pk
    if by.purpose == GREETING_PURPOSE:
        return GreetingMail.objects.filter(link=by, greeting__person=person).exists()
    return False


def can_apply(by: Actor) -> bool:
    """Everybody may ask to join, through the public form."""
    return isinstance(by, Visitor | Machine)


def can_speak_for(by: Actor, application: Application) -> bool:
    """Confirm, answer or take back an application: whoever got the mail about it."""
    mailed = (APPLICATION_PURPOSE, ANSWER_PURPOSE)
    return isinstance(by, Link) and by.purpose in mailed and by.subject_id == application.pk


def can_object(by: Actor, objection: Objection) -> bool:
    """Be against taking somebody in: the partner that was asked, or the team for one that phoned."""
    if not isinstance(by, Link):
        return can_edit_partners(by)
    return by.purpose == OBJECTION_PURPOSE and by.subject_id == objection.pk


def can_sign(by: Actor, organisation: Organisation) -> bool:
    """Sign the declaration for a partner, or note that it did so on paper."""
    if isinstance(by, Link) and by.purpose == DECLARATION_PURPOSE:
        return by.subject_id == organisation.pk
    return can_answer_for(by, organisation)
