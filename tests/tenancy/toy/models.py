"""The smallest set with each kind of link: owned to owned, owned to global, published by itself and through another."""

from django.db import models
from django.db.models import Q

from drehscheibe.ground.tenancy.models import AllianceOwned


class Topic(models.Model):
    """Global: every alliance may use it."""

    name = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.name


class Note(AllianceOwned):
    published_rows = Q(is_public=True)

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=80)
    is_public = models.BooleanField(default=False)
    made_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alliance", "text"], name="toy_text_once")]

    def __str__(self) -> str:
        return self.text


class Comment(AllianceOwned):
    """Never published."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="comments")
    text = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.text


class Picture(AllianceOwned):
    """Published with its note, but ordered and drawn through rows that need not be."""

    published_rows = Q(note__is_public=True)

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="pictures")
    draft = models.ForeignKey(Note, on_delete=models.SET_NULL, related_name="+", null=True)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class Stamp(AllianceOwned):
    append_only = True

    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name
