"""What comes in through public forms, and what became of it."""

from django.db import transaction
from django.utils import timezone

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Alliance

from .. import access, mails
from ..models import Inquiry
from ..vocabulary import InquiryKind

TO_THE_OPERATOR = frozenset({InquiryKind.ERROR})


@transaction.atomic
def receive_inquiry(
    alliance: Alliance,
    *,
    kind: InquiryKind,
    text: str,
    sender_name: str,
    sender_email: str,
    organisation: str = "",
    page: str = "",
    by: Actor,
) -> Inquiry:
    """Keep a message and tell whoever is in charge: the alliance's coordination, or the operator for a listed one."""
    inquiry = Inquiry.objects.create(
        kind=kind, text=text, sender_name=sender_name, sender_email=sender_email, organisation=organisation, page=page
    )
    audit.record(by, "inquiry.received", inquiry, kind=kind.value)
    if alliance.is_tended and kind not in TO_THE_OPERATOR:
        mails.queue_inquiry(alliance, inquiry)
    else:
        mails.queue_operator_inquiry(alliance, inquiry)
    return inquiry


@transaction.atomic
def close_inquiry(inquiry: Inquiry, *, answered: bool, by: Actor) -> None:
    require(access.can_answer_inquiries(by))
    inquiry.state = Inquiry.State.ANSWERED if answered else Inquiry.State.CLOSED
    inquiry.closed_at = timezone.now()
    inquiry.save(update_fields=["state", "closed_at"])
    audit.record(by, f"inquiry.{inquiry.state}", inquiry)
