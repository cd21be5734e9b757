"""What is not needed any more after a meeting goes by itself (Art. 5 (1) e GDPR)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from drehscheibe.ground.tenancy.crossing import each_alliance_with

from ..models import Invitee, LetterBatch, Reply, Stroke

KEEP_MEETING_LETTERS = timedelta(days=30)
KEEP_NEEDS = timedelta(days=60)
"""What somebody needs at a meeting may tell of her health; after two months nobody plans with it."""
KEEP_GUESTS = timedelta(days=365)
KEEP_STROKES = timedelta(days=30)
"""Longer than a device with strokes on it lies in a drawer."""


def empty_old_letters() -> None:
    due = {"made_at__lt": timezone.now() - KEEP_MEETING_LETTERS}
    for _alliance in each_alliance_with(LetterBatch, **due):
        LetterBatch.objects.filter(**due).exclude(pdf=b"").update(pdf=b"")


def forget_needs() -> None:
    """Take needs and wishes off answers, and the address of whoever stood in."""
    due = {"meeting__ends_at__lt": timezone.now() - KEEP_NEEDS}
    said = ~Q(needs="", wish="", proxy_email="")
    for _alliance in each_alliance_with(Invitee, **due):
        with transaction.atomic():
            rows = Invitee.objects.filter(**due).filter(said)
            Reply.objects.filter(invitee__in=rows).update(needs="", wish="")
            Invitee.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
                needs="", wish="", proxy_email=""
            )


def forget_guests() -> None:
    """Take mail address and number off guests without a seat; the minutes keep that they were there."""
    due = {"meeting__ends_at__lt": timezone.now() - KEEP_GUESTS, "organisation": None}
    for _alliance in each_alliance_with(Invitee, **due):
        Invitee.objects.filter(**due).exclude(email="", phone="").update(email="", phone="")


def delete_old_strokes() -> None:
    due = {"arrived_at__lt": timezone.now() - KEEP_STROKES}
    for _alliance in each_alliance_with(Stroke, **due):
        Stroke.objects.filter(**due).delete()
