"""What is not needed any more around needs and handovers goes by itself (Art. 5 (1) e GDPR)."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from drehscheibe.ground.tenancy.crossing import each_alliance_with
from drehscheibe.ground.tenancy.models import Link

from ..access import NEED_PURPOSE
from ..actions import need_answers as actions
from ..models import HandoverTick, Need

KEEP_TELLER = timedelta(days=183)
"""Name and address of a family, after the answer."""
KEEP_UNANSWERED = timedelta(days=731)
"""The same where nobody ever answered."""
KEEP_TICKS = timedelta(days=183)


def forget_tellers() -> None:
    """Take names and addresses of families off needs half a year after the answer, two years after at the latest."""
    now = timezone.now()
    old = Q(answered_at__lt=now - KEEP_TELLER) | Q(answered_at=None, received_at__lt=now - KEEP_UNANSWERED)
    named = ~Q(from_name="", from_email="")
    for _alliance in each_alliance_with(Need, answered_at__lt=now - KEEP_TELLER):
        _forget(old & named)
    for _alliance in each_alliance_with(Need, answered_at=None, received_at__lt=now - KEEP_UNANSWERED):
        _forget(old & named)


def _forget(due: Q) -> None:
    keys = list(Need.objects.filter(due).values_list("pk", flat=True))
    Link.objects.filter(purpose=NEED_PURPOSE, subject_id__in=keys).update(
        recipient="", recipient_name="", revoked_at=timezone.now()
    )
    Need.objects.filter(pk__in=keys).update(from_name="", from_email="")


def follow_decisions() -> None:
    """Note on needs what was decided about them, so that the public pages say it too."""
    for _alliance in each_alliance_with(Need, item__isnull=False):
        actions.follow_decisions()


def delete_old_ticks() -> None:
    due = {"made_at__lt": timezone.now() - KEEP_TICKS}
    for _alliance in each_alliance_with(HandoverTick, **due):
        HandoverTick.objects.filter(**due).delete()
