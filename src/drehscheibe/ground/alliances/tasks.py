"""Periodic jobs of this app, listed in config/jobs.py."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from drehscheibe.ground.tenancy.crossing import each_alliance_with
from drehscheibe.ground.tenancy.models import Alliance

from . import mails, queries, rules
from .models import Claim, Inquiry, Profile
from .vocabulary import Status

KEEP_INQUIRIES = timedelta(days=365)
KEEP_CLAIMS = timedelta(days=90)
KEEP_UNCONFIRMED_CLAIMS = timedelta(days=30)


def ask_for_confirmation() -> int:
    """Mail every tended alliance whose profile nobody confirmed or asked about for a year; return how many."""
    asked = 0
    due = timezone.now() - rules.CONFIRM_EVERY
    for alliance in each_alliance_with(Profile, status=Status.ACTIVE, asked_at__lt=due):
        if alliance.is_tended:
            asked += _ask(alliance)
    return asked


@transaction.atomic
def _ask(alliance: Alliance) -> int:
    profile = queries.profile()
    profile.asked_at = timezone.now()
    profile.save(update_fields=["asked_at"])
    mails.queue_confirmation_request(alliance, profile)
    return 1


def delete_old_inquiries() -> int:
    """Delete messages a year after they were closed (storage limitation, Art. 5 (1) e GDPR)."""
    deleted = 0
    old = timezone.now() - KEEP_INQUIRIES
    for _alliance in each_alliance_with(Inquiry, closed_at__lt=old):
        with transaction.atomic():
            deleted += Inquiry.objects.filter(closed_at__lt=old).delete()[0]
    return deleted


def delete_old_claims() -> int:
    """Delete claims 90 days after the decision, and those whose address nobody confirmed (Art. 5 (1) e GDPR)."""
    now = timezone.now()
    decided = Q(decided_at__lt=now - KEEP_CLAIMS)
    unconfirmed = Q(state=Claim.State.UNCONFIRMED, received_at__lt=now - KEEP_UNCONFIRMED_CLAIMS)
    return Claim.objects.filter(decided | unconfirmed).delete()[0]
