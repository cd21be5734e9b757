"""One row per write."""

from django.db import models

from drehscheibe.ground.tenancy.models import AllianceOwned


class Entry(AllianceOwned):
    """What was done to which row by whom. Holds keys and field names, never names or texts."""

    append_only = True

    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.PositiveBigIntegerField(null=True)
    object_kind = models.CharField(max_length=60)
    object_id = models.PositiveBigIntegerField(null=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["alliance", "-id"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_kind} {self.object_id}"
