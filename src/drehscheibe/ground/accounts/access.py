"""Who may manage an alliance's people, and whose password alone is not enough."""

from allauth.mfa.models import Authenticator

from drehscheibe.ground.instance.access import can_run
from drehscheibe.ground.instance.queries import mail_works
from drehscheibe.ground.tenancy.access import Actor, Machine
from drehscheibe.ground.tenancy.models import AllianceOwned, Link, Member, OfficeMember, Operator
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.ground.tenancy.scope import required

from .models import Invitation, User


def can_manage_members(by: Actor) -> bool:
    """The coordination of the alliance in scope, or the operator at the command line."""
    if isinstance(by, Machine):
        return True
    return isinstance(by, Member) and _is_here(by) and by.may(Capability.MANAGE_MEMBERS)


def can_renew(by: Actor, invitation: Invitation) -> bool:
    """Who may invite may do it again; so may the receiver with her own link, even an expired one."""
    if isinstance(by, Link):
        return by.purpose == "invitation" and by.subject_id == invitation.pk and _is_here(by)
    return can_manage_members(by)


def can_appoint(by: Actor) -> bool:
    """Whoever runs the instance may invite a coordinator; the action tells the whole team."""
    return can_run(by)


def can_hand_over(by: Actor) -> bool:
    return isinstance(by, Member) and _is_here(by) and by.may(Capability.HAND_OVER)


def is_active_member(by: Actor) -> bool:
    return isinstance(by, Member) and _is_here(by) and by.is_active


def _is_here(row: AllianceOwned) -> bool:
    return row.alliance_id == required().alliance_id


def has_second_factor(user: User) -> bool:
    """Tell whether an authenticator app or a passkey is set up; recovery codes alone do not count."""
    types = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=user, type__in=types).exists()


def needs_code_after_password(user: User) -> bool:
    """Offices and logins marked so confirm a password by a mail code, unless they use an app or a passkey anyway.

    So does whoever runs the instance, once its mail works: before, no code could reach her.
    """
    if has_second_factor(user):
        return False
    if user.must_confirm_by_mail or OfficeMember.objects.filter(user=user, is_active=True).exists():
        return True
    return Operator.objects.filter(user=user, is_active=True).exists() and mail_works()
