"""Revisions: what has changed, and when, counted in commits instead of seconds."""

from django.db import models


class Revision(models.Model):
    """One key, e.g. "alliance:12", and the value of the common counter at its last change.

    The row with the empty key is the counter itself. Updating it first in each writing transaction puts
    the commits in order, so "value > as_of" is a safe test for "changed since".
    """

    key = models.CharField(max_length=60, primary_key=True)
    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key}={self.value}"
