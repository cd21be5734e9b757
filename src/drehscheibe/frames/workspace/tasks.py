"""Periodic work of the rooms, listed in config/jobs.py."""

from django.utils import timezone

from drehscheibe.ground.tenancy.crossing import each_alliance_with

from .models import FormDraft
from .rules import KEEP_DRAFTS


def delete_old_drafts() -> None:
    """Delete drafts that nobody came back to for three months (storage limitation, Art. 5 (1) e GDPR)."""
    limit = timezone.now() - KEEP_DRAFTS
    for _alliance in each_alliance_with(FormDraft, saved_at__lt=limit):
        FormDraft.objects.filter(saved_at__lt=limit).delete()
