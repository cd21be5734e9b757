"""The evening: who is there and when, and the lines that become the minutes.

Rows that a device may write without a net carry a `key` that the device made (UUID), so that the same stroke sent twice
is one row, and two devices never write over each other.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import AllianceOwned

from ..vocabulary import EntryKind, Manner, Outcome, StrokeKind
from .inviting import Invitee
from .meetings import AgendaItem, Meeting


class Presence(AllianceOwned):
    """Somebody was there from … to …; who went and came back has two rows."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    invitee = models.ForeignKey(Invitee, on_delete=models.CASCADE, related_name="presences")
    key = models.UUIDField()
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    is_online = models.BooleanField(default=False)
    name = models.CharField(
        max_length=200, blank=True, help_text="Who came for the partner, where it was not its delegate."
    )

    class Meta:
        ordering = ["came_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "key"], name="presence_key_once"),
            models.UniqueConstraint(fields=["invitee"], condition=Q(left_at=None), name="presence_one_open"),
            models.CheckConstraint(condition=Q(left_at=None) | Q(left_at__gte=F("came_at")), name="presence_order"),
        ]

    def __str__(self) -> str:
        return f"{self.invitee_id} {self.came_at:%H:%M}"


class Entry(AllianceOwned):
    """A line of the minutes under an item: a note, a decision with its votes, a task with owner and date.

    A second writer who changed an older version gets a line of her own beside it (`beside`), so nothing is lost.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="entries")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="entries")
    key = models.UUIDField()
    rank = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=EntryKind, default=EntryKind.NOTE)
    text = models.TextField(_("Text"), blank=True, max_length=20_000)
    beside = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    yes = models.PositiveSmallIntegerField(_("Ja"), null=True)
    no = models.PositiveSmallIntegerField(_("Nein"), null=True)
    abstained = models.PositiveSmallIntegerField(_("Enthaltung"), null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    manner = models.CharField(max_length=10, choices=Manner, blank=True)
    majority = models.CharField(max_length=14, blank=True, help_text="The rule that it was decided by.")
    invalid = models.PositiveSmallIntegerField(_("Ungültig"), null=True)
    there = models.PositiveSmallIntegerField(null=True, help_text="Votes that were there at that moment.")
    needed = models.PositiveSmallIntegerField(null=True, help_text="Votes that it took to decide; 0 without a minimum.")
    entitled = models.PositiveSmallIntegerField(null=True)
    voted_at = models.DateTimeField(null=True, help_text="When it was decided; later changes of words do not move it.")
    biased = models.CharField(_("Wer ist betroffen?"), max_length=500, blank=True)
    tally = models.TextField(blank=True, max_length=40_000, help_text="Who voted how, who counted; never public.")
    is_public = models.BooleanField(_("öffentlich"), default=False)

    owner = models.ForeignKey(Invitee, null=True, on_delete=models.SET_NULL, related_name="+")
    owner_name = models.CharField(_("Wer macht es?"), max_length=200, blank=True)
    due_on = models.DateField(_("Bis wann?"), null=True)

    written_by = models.CharField(max_length=120, blank=True)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["rank", "pk"]
        indexes = [models.Index(fields=["meeting", "rank"])]
        constraints = [models.UniqueConstraint(fields=["alliance", "key"], name="entry_key_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.kind} {self.key}"


class Stroke(AllianceOwned):
    """A stroke of a device that has arrived: sent again, it changes nothing and gets the same answer.

    Comings and goings keep `invitee` and `at`: presence follows from all of them, in whatever order they arrive.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    what = models.CharField(max_length=8, choices=StrokeKind)
    invitee = models.ForeignKey(Invitee, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    answer = models.JSONField(default=dict)
    arrived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["alliance", "key"], name="stroke_key_once")]

    def __str__(self) -> str:
        return str(self.key)
