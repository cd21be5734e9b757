"""Periodic work on the table itself."""

from datetime import timedelta

from django.utils import timezone

from .models import Job

KEEP_DONE = timedelta(days=30)


def clean_up() -> int:
    """Delete jobs that were done more than 30 days ago; failed ones stay until somebody has looked."""
    over = Job.objects.filter(state=Job.State.DONE, finished_at__lt=timezone.now() - KEEP_DONE)
    return over.delete()[0]
