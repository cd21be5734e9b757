"""May she do that? The same functions for doors, actions and templates."""

from drehscheibe.ground.tenancy.access import Actor, Machine
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.partners.access import PAGE_PURPOSE

from .models import Body

GROUP_PURPOSE = "body.group"
"""Opens a group's room to somebody of the group; its subject is the seat."""
PURPOSES = (GROUP_PURPOSE,)


def can_see_bodies(by: Actor) -> bool:
    return isinstance(by, Machine) or (isinstance(by, Member) and by.may(Capability.SEE_MEETINGS))


def can_edit_bodies(by: Actor) -> bool:
    """Change the rules of the game, found and close bodies, give out seats."""
    return isinstance(by, Machine) or (isinstance(by, Member) and by.may(Capability.EDIT_MEETINGS))


def can_lead(by: Actor, body: Body) -> bool:
    """Run a body's business: the coordination everywhere, a group's lead in her own group."""
    if can_edit_bodies(by):
        return True
    return isinstance(by, Member) and by.may(Capability.LEAD_GROUPS) and body.lead_id == by.pk


def can_wish_to_join(by: Actor) -> bool:
    """Through one's own page, or noted by the team."""
    return can_edit_bodies(by) or (isinstance(by, Link) and by.purpose == PAGE_PURPOSE)
