"""Keeps and drops drafts. No audit: nobody else sees them, and they change nothing."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from drehscheibe.ground.tenancy.models import Member

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
