"""May she do that?"""

from drehscheibe.ground.tenancy.access import Actor, Machine
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.ground.tenancy.roles import Capability

PAGE_SHARE_PURPOSE = "figures.page"
"""Shows the alliance on one page; its subject is the share."""
PURPOSES = (PAGE_SHARE_PURPOSE,)


def can_edit_figures(by: Actor) -> bool:
    """Write the report, share the page, release figures."""
    return isinstance(by, Machine) or (isinstance(by, Member) and by.may(Capability.EDIT_FIGURES))
