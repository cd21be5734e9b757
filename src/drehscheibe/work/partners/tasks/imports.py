"""Lists that were brought along go after a month: they hold people's data, and the partners have theirs (Art. 5 (1) e GDPR)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.crossing import each_alliance_with

from ..actions import imports as actions
from ..models import ImportBatch

KEEP_LISTS = timedelta(days=30)
_CLEANER = Machine("partners.clean_up")


def delete_old_lists() -> int:
    """Delete lists 30 days after they were read, with all their lines; return how many. Their partners stay."""
    deleted = 0
    old = timezone.now() - KEEP_LISTS
    for _alliance in each_alliance_with(ImportBatch, made_at__lt=old):
        with transaction.atomic():
            for batch in ImportBatch.objects.defer("sheets").filter(made_at__lt=old):
                actions.throw_away(batch, by=_CLEANER)
                deleted += 1
    return deleted
