"""Who may change what is said about the instance."""

from drehscheibe.ground.tenancy.access import Actor, Machine
from drehscheibe.ground.tenancy.models import Operator


def can_run(by: Actor) -> bool:
    """Whoever runs the instance: by her login, or at the command line."""
    return isinstance(by, Machine) or (isinstance(by, Operator) and by.is_active)
