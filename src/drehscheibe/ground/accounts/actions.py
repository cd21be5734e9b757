"""Invite, join, change and hand over a team; let a login run the instance; end its sessions."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.instance.access import can_run
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.access import Machine, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.ground.tenancy.models import Link, Member, Operator
from drehscheibe.ground.tenancy.roles import Role

from . import access, mails, rules
from .models import Absence, Invitation, User, new_session_key
from .vocabulary import Appointment

INVITATION = "invitation"
LIFETIME = timedelta(days=14)


class Issued(NamedTuple):
    """An invitation and the address in its mail; the address can be had at this moment only."""

    invitation: Invitation
    url: str


# Invite and join


@transaction.atomic
def invite_member(*, email: str, name: str, roles: Collection[str], by: Member | Machine) -> Issued:
    """Invite somebody into the alliance in scope, by mail.

    Raises ValidationError for somebody who belongs to it or is invited already, or for no role.
    """
    require(access.can_manage_members(by))
    email = email.strip().lower()
    _check_is_new(email)
    invitation = Invitation.objects.create(
        email=email, name=name.strip(), roles=_checked(roles), invited_by=by if isinstance(by, Member) else None
    )
    audit.record(by, "member.invited", invitation, roles=invitation.roles)
    return _issued(invitation)


@transaction.atomic
def renew_invitation(invitation: Invitation, *, by: Member | Machine | Link) -> Issued:
    """Send a new link to the same address; an open older one stops working.

    The receiver may ask for it herself, through her expired link.
    """
    require(access.can_renew(by, invitation))
    if invitation.accepted_at:
        raise ValidationError(_("Diese Einladung wurde schon angenommen."))
    if invitation.link_id and not isinstance(by, Link):
        links.revoke(Link.objects.get(pk=invitation.link_id))
    audit.record(by, "member.invited_again", invitation)
    return _issued(invitation)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Member | Machine) -> None:
    """Make the link of an invitation useless. Raises ValidationError for an accepted one."""
    require(access.can_manage_members(by))
    if invitation.accepted_at or not invitation.link_id:
        raise ValidationError(_("Diese Einladung wurde schon angenommen."))
    links.revoke(Link.objects.get(pk=invitation.link_id))
    audit.record(by, "member.invitation_withdrawn", invitation)


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, name: str, by: Link, user: User | None = None, password: str | None = None
) -> Member | None:
    """Make a member of whoever opened the link: `user`, or a new login with `password`.

    Returns None where the link was used up in between, e.g. by a double click.
    """
    require(by.purpose == INVITATION and by.subject_id == invitation.pk)
    if invitation.accepted_at or not links.use(by):
        return None
    login = user or User.objects.create_account(email=invitation.email, name=name, password=password)
    require(login.email == invitation.email)
    member = _joined(login, name=name, roles=invitation.roles)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    audit.record(by, "member.joined", member, roles=member.roles)
    return member


@transaction.atomic
def report_invitation(invitation: Invitation, *, by: Link) -> None:
    """Note "nicht Sie?": the link stops working, and whoever invited is told."""
    require(by.purpose == INVITATION and by.subject_id == invitation.pk)
    links.report(by)
    audit.record(by, "member.invitation_reported", invitation)
    if (inviter := invitation.invited_by) is not None and inviter.is_active:
        mails.queue_reported(invitation, to=inviter)


def _check_is_new(email: str) -> None:
    user = User.objects.filter(email=email).first()
    if user is not None and Member.objects.filter(user=user, is_active=True).exists():
        raise ValidationError(_("Diese Person gehört schon zu Ihrem Bündnis."))
    open_ones = Invitation.objects.filter(email=email, accepted_at=None, link__revoked_at=None)
    if open_ones.exists():
        raise ValidationError(_("Diese Adresse ist schon eingeladen. Sie können die Einladung noch einmal senden."))


def _checked(roles: Collection[str]) -> list[str]:
    """Return the roles in the order of the table; raise ValidationError for none or an unknown one."""
    if not roles or not set(roles) <= set(Role):
        raise ValidationError(_("Bitte wählen Sie mindestens eine Rolle."))
    return [role.value for role in Role if role in roles]


def _issued(invitation: Invitation) -> Issued:
    link, token = links.issue(
        purpose=INVITATION,
        subject_id=invitation.pk,
        recipient=invitation.email,
        recipient_name=invitation.name,
        lifetime=LIFETIME,
    )
    invitation.link = link
    invitation.save(update_fields=["link"])
    mails.queue_invitation(invitation, link=link, token=token)
    return Issued(invitation, mails.link_address(token))


def _joined(user: User, *, name: str, roles: list[str]) -> Member:
    """Return a new member, or one who comes back; she then has the new roles only."""
    member = Member.objects.filter(user=user).first() or Member(user=user)
    member.roles = _checked({*member.roles, *roles}) if member.pk and member.is_active else roles
    member.name, member.is_active = name, True
    member.save()
    return member


# The team


@transaction.atomic
def change_roles(member: Member, *, roles: Collection[str], by: Member | Machine) -> Member:
    """Give a member other roles. Raises ValidationError where no coordinator would be left."""
    member = _locked(member, by=by)
    member.roles = _checked(roles)
    member.save(update_fields=["roles"])
    _check_coordination()
    audit.record(by, "member.roles_changed", member, roles=member.roles)
    return member


@transaction.atomic
def remove_member(member: Member, *, by: Member | Machine) -> Member:
    """Take a person out of the team; her login and what she did stay. Raises ValidationError like `change_roles`."""
    member = _locked(member, by=by)
    member.is_active = False
    member.save(update_fields=["is_active"])
    _check_coordination()
    audit.record(by, "member.removed", member)
    return member


@transaction.atomic
def hand_over(*, to: Member, by: Member, keep_role: Role | None = Role.DEPUTY) -> Member:
    """Pass the coordination on. Whoever hands over stays with `keep_role`, or leaves where it is None.

    Raises ValidationError where `to` is herself or no longer in the team.
    """
    lock_alliance()
    by, to = _as_stored(by), _as_stored(to)
    require(access.can_hand_over(by))
    if to == by or not to.is_active or keep_role is Role.COORDINATION:
        raise ValidationError(_("Bitte wählen Sie eine andere Person aus dem Team."))
    to.roles = rules.roles_of_new_coordinator(to.roles)
    if keep_role is not None:
        by.roles = rules.roles_of_former_coordinator(by.roles, keep=keep_role)
    by.is_active = keep_role is not None
    for member in (to, by):
        member.save(update_fields=["roles", "is_active"])
    _check_coordination()
    audit.record(by, "coordination.handed_over", to, former=by.pk, kept=keep_role and keep_role.value)
    mails.queue_handed_over(by.alliance, to=to, by=by)
    return to


def _locked(member: Member, *, by: Member | Machine) -> Member:
    """Return the member as she stands; two coordinators who remove each other at once must not leave none."""
    lock_alliance()
    require(access.can_manage_members(_as_stored(by) if isinstance(by, Member) else by))
    return _as_stored(member)


def _as_stored(member: Member) -> Member:
    """Return the row as it stands now, behind the lock; a request may have read it long before."""
    return Member.objects.select_related("user").get(pk=member.pk)


def _check_coordination() -> None:
    if not rules.has_coordination(Member.objects.values_list("is_active", "roles")):
        raise ValidationError(
            _("Ein Bündnis braucht immer eine Koordination. Geben Sie diese Rolle zuerst einer anderen Person.")
        )


# Away


@transaction.atomic
def enter_absence(*, first_day: date, last_day: date, stands_in: Member | None, by: Member) -> Absence:
    """Note when a member is away, for herself only; whoever stands in is told by mail.

    Raises ValidationError for days in the wrong order or over, and for standing in for oneself.
    """
    require(access.is_active_member(by))
    if problem := rules.absence_problem(first_day, last_day, today=timezone.localdate()):
        raise ValidationError(problem)
    if stands_in is not None and (stands_in.pk == by.pk or not stands_in.is_active):
        raise ValidationError(_("Bitte wählen Sie eine andere Person aus dem Team."))
    absence = Absence.objects.create(member=by, first_day=first_day, last_day=last_day, stands_in=stands_in)
    audit.record(by, "absence.entered", absence)
    if stands_in is not None:
        mails.queue_stands_in(absence)
    return absence


@transaction.atomic
def end_absence(absence: Absence, *, by: Member) -> None:
    """Take back an absence of one's own: it did not come to it, or it is over early."""
    require(absence.member_id == by.pk)
    audit.record(by, "absence.ended", absence)
    absence.delete()


# Whoever runs the instance


@transaction.atomic
def appoint_coordinator(*, email: str, name: str, reason: Appointment, by: Operator | Machine) -> Issued:
    """Invite somebody to coordinate the alliance in scope; who waits at that address gets a new link instead.

    The alliance's log tells the reason, and everybody in its team gets a mail: whoever runs the instance does not
    change hands in silence. Raises ValidationError for somebody who coordinates it already, and for a first
    coordinator where there is one.
    """
    require(access.can_appoint(by))
    lock_alliance()
    team = list(Member.objects.filter(is_active=True).select_related("user"))
    _check_appointment(email.strip().lower(), team, reason)
    invitation = _waiting(email.strip().lower()) or Invitation(email=email.strip().lower())
    invitation.name = name.strip() or invitation.name
    invitation.roles, invitation.invited_by = [Role.COORDINATION.value], None
    if invitation.link_id:
        links.revoke(Link.objects.get(pk=invitation.link_id))
    invitation.save()
    audit.record(by, f"coordination.appointed_{reason.value}", invitation)
    mails.queue_appointed(invitation, team=team, reason=reason)
    return _issued(invitation)


@transaction.atomic
def begin_coordination(user: User, *, name: str, by: Operator) -> Member:
    """Let whoever runs the instance coordinate an alliance in scope that nobody has worked in yet, e.g. her town's.

    Raises ValidationError where somebody belongs to it or is invited: rooms that are in use stay closed to her.
    """
    require(access.can_appoint(by) and by.user_id == user.pk)
    lock_alliance()
    if Member.objects.exists() or Invitation.objects.filter(accepted_at=None, link__revoked_at=None).exists():
        raise ValidationError(_("In diesem Bündnis arbeitet schon jemand. Bitten Sie dort um eine Einladung."))
    member = Member.objects.create(user=user, name=name, roles=[Role.COORDINATION.value])
    audit.record(by, "coordination.begun", member)
    return member


def _check_appointment(email: str, team: list[Member], reason: Appointment) -> None:
    if any(member.user.email == email and rules.COORDINATION in member.roles for member in team):
        raise ValidationError(_("Diese Person koordiniert das Bündnis schon."))
    if reason is Appointment.FIRST and rules.has_coordination((True, member.roles) for member in team):
        raise ValidationError(_("Dieses Bündnis hat schon eine Koordination. Bitte nennen Sie den Grund."))


def _waiting(email: str) -> Invitation | None:
    return Invitation.objects.filter(email=email, accepted_at=None, link__revoked_at=None).first()


@transaction.atomic
def appoint_operator(*, email: str, name: str, password: str | None = None, by: Operator | Machine) -> Operator:
    """Let a login run the instance; make it where there is none.

    With a password it must be a new one: raises ValidationError for an address that has an account already, since
    nobody gets into an account by naming its address.
    """
    require(can_run(by))
    user = User.objects.filter(email=email.lower()).first()
    if user is not None and password is not None:
        raise ValidationError({"email": _("Zu dieser Adresse gibt es hier schon ein Konto.")})
    user = user or User.objects.create_account(email=email, name=name, password=password)
    return Operator.objects.update_or_create(user=user, defaults={"is_active": True})[0]


@transaction.atomic
def remove_operator(operator: Operator, *, by: Operator | Machine) -> None:
    """Let a login no longer run the instance. Raises ValidationError for the last one."""
    require(can_run(by))
    running = set(Operator.objects.select_for_update().filter(is_active=True).values_list("pk", flat=True))
    if running <= {operator.pk}:
        raise ValidationError(_("Das ist das letzte Konto des Betriebs. Bestimmen Sie zuerst ein anderes."))
    Operator.objects.filter(pk=operator.pk).update(is_active=False)


# The login


def end_other_sessions(user: User) -> None:
    """End all sessions of a login; the caller renews the one at hand."""
    user.session_key = new_session_key()
    user.save(update_fields=["session_key"])
