"""A stored file and who may see it; and what is left of files that nobody has any more."""

from django.db import models
from django.db.models import Q

from drehscheibe.ground.tenancy.models import AllianceOwned


class StoredFile(AllianceOwned):
    """Bytes in private storage. `is_public` opens exactly this file to everybody, e.g. a logo after publishing.

    `needs` names the right without which not even a member gets it, e.g. for a paper that somebody signed.
    """

    published_rows = Q(is_public=True)

    path = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    is_public = models.BooleanField(default=False)
    needs = models.CharField(max_length=40, blank=True)
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class DiscardedFile(models.Model):
    """Bytes that no row names any more. They outlive their row, and their alliance, by the time that a backup takes.

    A backup copies the database first and then each file that this copy names; one deleted in between must still be
    there to be copied.
    """

    path = models.CharField(max_length=200, unique=True)
    discarded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.path
