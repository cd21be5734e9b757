"""May she do that?"""

from drehscheibe.ground.tenancy.access import Actor, Machine
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.ground.tenancy.roles import Capability


def can_edit_projects(by: Actor) -> bool:
    return isinstance(by, Machine) or (isinstance(by, Member) and by.may(Capability.EDIT_PROJECTS))
