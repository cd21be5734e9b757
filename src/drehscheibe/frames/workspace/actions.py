"""What joins several domains, and drafts. Drafts need no audit: nobody else sees them, and they change nothing."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from drehscheibe.ground.alliances import actions as alliances
from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.meetings.actions import inviting_practice as meetings
from drehscheibe.work.partners import actions as partners
from drehscheibe.work.plans.models import HandoverTick

from . import rules
from .models import FormDraft


@transaction.atomic
def keep_draft(key: str, pairs: Sequence[tuple[str, str]], *, by: Member) -> FormDraft:
    """Keep what a member typed; raise ValidationError for more than a person types."""
    if rules.length(pairs) > rules.LONGEST_DRAFT:
        raise ValidationError("The draft is too long.")
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)  # two windows may save the same form at once
    data = [[part.replace("\0", "") for part in pair] for pair in pairs]  # PostgreSQL refuses NUL
    FormDraft.objects.filter(member=by, key=key).delete()
    old = list(FormDraft.objects.filter(member=by).values_list("pk", flat=True)[rules.MOST_DRAFTS - 1 :])
    FormDraft.objects.filter(pk__in=old).delete()
    return FormDraft.objects.create(member=by, key=key, data=data, saved_at=timezone.now())


def drop_draft(key: str, *, by: Member) -> None:
    FormDraft.objects.filter(member=by, key=key).delete()


@transaction.atomic
def go_live(alliance: Alliance, *, responsible_body: str, privacy_contact: str, mailbox: str, by: Actor) -> None:
    """Leave the practice mode, and with it what was practised; raise ValidationError like the step it joins."""
    alliances.go_live(
        alliance, responsible_body=responsible_body, privacy_contact=privacy_contact, mailbox=mailbox, by=by
    )
    partners.end_practice(by=by)
    meetings.end_practice(by=by)


@transaction.atomic
def tick_handover(keys: AbstractSet[str], *, shown: AbstractSet[str], by: Member) -> int:
    """Keep which points of the handover list are settled; of those not `shown` nothing changes. Return how many are."""
    require(by.may(Capability.HAND_OVER))
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)  # two windows may tick the same point at once
    before = set(HandoverTick.objects.filter(key__in=shown).values_list("key", flat=True))
    taken, added = before - keys, keys - before
    HandoverTick.objects.filter(key__in=taken).delete()
    HandoverTick.objects.bulk_create(HandoverTick(key=key, by=by) for key in sorted(added))
    if added:
        audit.record(by, "handover.ticked", by, points=len(added))
    if taken:
        audit.record(by, "handover.unticked", by, points=len(taken))
    return len(keys)
