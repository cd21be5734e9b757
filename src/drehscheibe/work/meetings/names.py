"""What people and partners on the list of a meeting are called."""

from .models import Invitee


def invitee_name(invitee: Invitee) -> str:
    """Return who is meant: the person, where none is known the partner or the guest."""
    if invitee.person is not None and invitee.person.name:
        return invitee.person.name
    return invitee.name or (invitee.organisation.name if invitee.organisation else "")


def invitee_partner(invitee: Invitee) -> str:
    """Return whom somebody stands for: the partner, or as what a guest came."""
    return invitee.organisation.name if invitee.organisation else invitee.guest_role
