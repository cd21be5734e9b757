"""What a member typed and did not save yet."""

from typing import Any

from django.db import models

from drehscheibe.ground.tenancy.models import AllianceOwned, Member

LONGEST_KEY = 120


class FormDraft(AllianceOwned):
    """One form of one member, as it stood at the last pause. `key` is the address of its page below the rooms.

    `data` holds the pairs of name and value that the browser would send. Nobody but the member ever sees it.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=LONGEST_KEY)
    data: "models.JSONField[Any]" = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alliance", "member", "key"], name="draft_once_per_form")]
        ordering = ["-saved_at", "-pk"]

    def __str__(self) -> str:
        return self.key
