"""May she do that? The same functions for doors, actions and templates."""

from django.db.models import Q

from drehscheibe.ground.tenancy.access import Actor, Machine
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Contact, Organisation
from drehscheibe.work.partners.vocabulary import State

from .models import Body, RoomNote, Seat


def can_see_bodies(by: Actor) -> bool:
    """Groups, their rules and seats: everybody of the team."""
    return isinstance(by, Machine) or (isinstance(by, Member) and by.may(Capability.SEE_MEETINGS))


def can_edit_bodies(by: Actor) -> bool:
    """Change the rules of the game, found and close bodies, give out seats."""
    return isinstance(by, Machine) or (isinstance(by, Member) and by.may(Capability.EDIT_MEETINGS))


def can_lead(by: Actor, body: Body) -> bool:
    """Run a body's business: the coordination everywhere, a group's lead in her own group."""
    if can_edit_bodies(by):
        return True
    return isinstance(by, Member) and by.may(Capability.LEAD_GROUPS) and body.lead_id == by.pk


def can_join_for(by: Actor, organisation: Organisation) -> bool:
    """Join or leave a group for a partner: the team, or through her own page somebody who stands for it."""
    if not isinstance(by, Link):
        return can_edit_bodies(by)
    return by.purpose == PAGE_PURPOSE and stands_for(by.subject_id, organisation)


def stands_for(person_id: int, organisation: Organisation) -> bool:
    """Whether a person is a partner's contact, or speaks for it in some group."""
    if Contact.objects.filter(person_id=person_id, organisation=organisation).exists():
        return True
    speaks = Q(delegate_id=person_id) | Q(deputy_id=person_id)
    return Seat.objects.filter(speaks, organisation=organisation, ended_on=None).exists()


def can_enter(by: Actor, body: Body) -> bool:
    """Read a group's room: the team, and through their own page people of partners that sit in it."""
    return _is_of_the_group(by, body) if isinstance(by, Link) else can_see_bodies(by)


def can_write_to(by: Actor, body: Body) -> bool:
    """Write to a group and lay files there: its lead, the coordination, and people of the group itself.

    To a group of all partners only the team writes: nobody else reaches everybody at once.
    """
    if isinstance(by, Link):
        return not body.has_everyone and _is_of_the_group(by, body)
    return can_lead(by, body)


def can_write_from(by: Actor, own: Body, to: Body) -> bool:
    """Write in the name of one's own group to another one; not to all partners at once."""
    return can_write_to(by, own) and (not to.has_everyone or can_edit_bodies(by))


def can_remove_note(by: Actor, note: RoomNote) -> bool:
    """Her own, or any in a group that she leads."""
    if isinstance(by, Link):
        return by.purpose == PAGE_PURPOSE and note.person_id == by.subject_id
    return can_lead(by, note.body) or (isinstance(by, Member) and note.member_id == by.pk)


def _is_of_the_group(by: Link, body: Body) -> bool:
    if by.purpose != PAGE_PURPOSE:
        return False
    contacts = Contact.objects.filter(person_id=by.subject_id, organisation__state=State.MEMBER)
    if body.has_everyone and contacts.exists():
        return True
    seats = Seat.objects.filter(body=body, ended_on=None, organisation__state=State.MEMBER)
    at = contacts.values("organisation")
    return seats.filter(Q(organisation__in=at) | Q(delegate_id=by.subject_id) | Q(deputy_id=by.subject_id)).exists()
