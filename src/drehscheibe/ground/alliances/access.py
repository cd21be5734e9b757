"""May she do that? The same functions for doors, actions and templates."""

from drehscheibe.ground.instance.access import can_run
from drehscheibe.ground.tenancy.access import Actor, Machine, Visitor
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.ground.tenancy.roles import Capability

from .models import Claim

CONFIRM_PURPOSE = "profile.confirm"
CLAIM_PURPOSE = "alliance.claim"


def _has(by: Actor, capability: Capability) -> bool:
    return isinstance(by, Machine) or (isinstance(by, Member) and by.may(capability))


def can_edit_profile(by: Actor) -> bool:
    return _has(by, Capability.EDIT_PROFILE)


def can_publish(by: Actor) -> bool:
    return _has(by, Capability.PUBLISH_PROFILE)


def can_manage_settings(by: Actor) -> bool:
    return _has(by, Capability.MANAGE_SETTINGS)


def can_answer_inquiries(by: Actor) -> bool:
    return _has(by, Capability.ANSWER_INQUIRIES)


def can_confirm(by: Actor) -> bool:
    """The yearly confirmation: whoever may publish, or who holds the link that was mailed for it."""
    return can_publish(by) or (isinstance(by, Link) and by.purpose == CONFIRM_PURPOSE)


def can_claim(by: Actor) -> bool:
    """Anybody may say that a listed alliance is hers; that alone opens nothing."""
    return isinstance(by, Visitor)


def can_speak_for(by: Actor, claim: Claim) -> bool:
    """Whoever opened the link that was mailed for this claim, in the scope of its alliance."""
    return (
        isinstance(by, Link)
        and by.purpose == CLAIM_PURPOSE
        and by.subject_id == claim.pk
        and by.alliance_id == claim.alliance_id
    )


def can_found(by: Actor) -> bool:
    """New alliances are entered by whoever runs the instance; accounts come by invitation."""
    return can_run(by)
