"""Taking over a listed alliance: asked for by anybody, confirmed by mail, decided by whoever runs the instance."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.accounts.actions import Issued, appoint_coordinator
from drehscheibe.ground.accounts.vocabulary import Appointment
from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.access import Machine, Visitor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.ground.tenancy.models import Alliance, Link, Operator

from .. import access, mails
from ..claim_words import ClaimCheck
from ..models import Claim, Inquiry
from ..vocabulary import InquiryKind
from .publication import start_tending

State = Claim.State


# By whoever claims


@transaction.atomic
def receive_claim(alliance: Alliance, values: Mapping[str, str], *, by: Visitor) -> Claim:
    """Keep a claim on the listed alliance in scope and mail a link to its address: nothing happens before it is used.

    Somebody who asks again with the same address gets a new link for what she says now.
    """
    require(access.can_claim(by))
    claim = Claim.objects.filter(alliance=alliance, email=values["email"].lower(), state=State.UNCONFIRMED).first()
    claim = claim or Claim(alliance=alliance, email=values["email"].lower())
    for name in ("name", "role", "callback", "text"):
        setattr(claim, name, values[name])
    claim.save()
    audit.record(by, "claim.received", claim)
    mails.queue_claim_link(claim)
    return claim


@transaction.atomic
def confirm_claim(claim: Claim, *, by: Link) -> bool:
    """Note that the address is right, once; then whoever runs the instance is told.

    An alliance that got a coordination meanwhile gets the claim as a message instead.
    """
    require(access.can_speak_for(by, claim))
    if not links.use(by):
        return False
    alliance = lock_alliance()
    claim.state, claim.confirmed_at = State.WAITING, timezone.now()
    claim.save(update_fields=["state", "confirmed_at"])
    audit.record(by, "claim.confirmed", claim)
    if alliance.is_tended:
        _pass_on(claim, alliance)
    else:
        mails.queue_claim_waiting(claim)
    return True


@transaction.atomic
def renew_claim_link(claim: Claim, *, by: Link) -> None:
    """Mail a new link to the address of an expired one."""
    require(access.can_speak_for(by, claim))
    if claim.state == State.UNCONFIRMED:
        mails.queue_claim_link(claim)


@transaction.atomic
def report_claim(claim: Claim, *, by: Link) -> None:
    """Note "nicht Sie?": somebody named a foreign address. The claim is forgotten, the link stops working."""
    require(access.can_speak_for(by, claim))
    links.report(by)
    audit.record(by, "claim.reported", claim)
    claim.delete()


# By whoever runs the instance


@transaction.atomic
def hand_over_claim(claim: Claim, *, checked: ClaimCheck, by: Operator | Machine) -> Issued:
    """Open the alliance's rooms and invite whoever claimed it to coordinate; it begins in practice mode.

    Raises ValidationError for a claim that is decided, and for an alliance that somebody else got meanwhile.
    """
    with scope.alliance(claim.alliance_id):
        alliance, claim = _to_decide(claim, by=by)
        if alliance.is_tended:
            raise ValidationError(
                _("Dieses Bündnis hat inzwischen eine Koordination. Geben Sie die Anfrage an sie weiter.")
            )
        start_tending(alliance, by=by)
        issued = appoint_coordinator(email=claim.email, name=claim.name, reason=Appointment.FIRST, by=by)
        claim.checked = checked
        _decided(claim, State.HANDED_OVER)
        audit.record(by, "claim.handed_over", claim, checked=checked.value)
    return issued


@transaction.atomic
def ask_about_claim(claim: Claim, *, question: str, by: Operator | Machine) -> None:
    """Mail a question to whoever claimed; the claim stays open. Raises ValidationError for a decided one."""
    with scope.alliance(claim.alliance_id):
        _alliance, claim = _to_decide(claim, by=by)
        claim.state, claim.answer = State.ASKED, question
        claim.save(update_fields=["state", "answer"])
        audit.record(by, "claim.asked", claim)
        mails.queue_claim_question(claim)


@transaction.atomic
def refuse_claim(claim: Claim, *, reason: str, by: Operator | Machine) -> None:
    """Say no, with the reason in a mail. Raises ValidationError for a decided one."""
    with scope.alliance(claim.alliance_id):
        _alliance, claim = _to_decide(claim, by=by)
        claim.answer = reason
        _decided(claim, State.REFUSED)
        audit.record(by, "claim.refused", claim)
        mails.queue_claim_refused(claim)


@transaction.atomic
def pass_claim_on(claim: Claim, *, by: Operator | Machine) -> None:
    """Give the claim to the coordination that the alliance has by now, as a message. Raises ValidationError where it has none."""
    with scope.alliance(claim.alliance_id):
        alliance, claim = _to_decide(claim, by=by)
        if not alliance.is_tended:
            raise ValidationError(_("Dieses Bündnis hat noch keine Koordination."))
        audit.record(by, "claim.passed_on", claim)
        _pass_on(claim, alliance)


def _to_decide(claim: Claim, *, by: Operator | Machine) -> tuple[Alliance, Claim]:
    """Return alliance and claim as they stand, behind a lock: of two who decide at once, the second is refused."""
    require(access.can_found(by))
    alliance = lock_alliance()
    claim = Claim.objects.select_related("alliance").get(pk=claim.pk)
    if not claim.is_open:
        raise ValidationError(_("Über diese Anfrage ist schon entschieden."))
    return alliance, claim


def _decided(claim: Claim, state: Claim.State) -> None:
    claim.state, claim.decided_at = state, timezone.now()
    claim.save(update_fields=["state", "decided_at", "checked", "answer"])


def _pass_on(claim: Claim, alliance: Alliance) -> None:
    inquiry = Inquiry.objects.create(
        kind=InquiryKind.CLAIM,
        text="\n\n".join(filter(None, (claim.text, _("Rückruf über: %(way)s") % {"way": claim.callback}))),
        sender_name=claim.name,
        sender_email=claim.email,
        organisation=claim.role,
    )
    mails.queue_inquiry(alliance, inquiry)
    _decided(claim, State.PASSED_ON)
