"""Who once had a link to the one page is forgotten by itself (Art. 5 (1) e GDPR)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from drehscheibe.ground.tenancy.crossing import each_alliance_with
from drehscheibe.ground.tenancy.models import Link

from ..access import PAGE_SHARE_PURPOSE
from ..models import PageShare

KEEP_SHARES = timedelta(days=365)


def forget_shares() -> None:
    """Delete who had a link, and the link, a year after it was ended."""
    due = {"ended_at__lt": timezone.now() - KEEP_SHARES}
    for _alliance in each_alliance_with(PageShare, **due):
        with transaction.atomic():
            old = list(PageShare.objects.filter(**due).values_list("pk", flat=True))
            PageShare.objects.filter(pk__in=old).delete()
            Link.objects.filter(purpose=PAGE_SHARE_PURPOSE, subject_id__in=old).delete()
