"""A group's room: what it tells itself, and its papers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.outbox.models import Sending
from drehscheibe.ground.tenancy.models import AllianceOwned, Member
from drehscheibe.work.partners.models import Person

from .bodies import Body


class RoomNote(AllianceOwned):
    """A message in a group's room, by somebody of the team or, through a link, by somebody of the group."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("Nachricht"), max_length=4000)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    sending = models.ForeignKey(Sending, null=True, on_delete=models.SET_NULL, related_name="+")
    from_body = models.ForeignKey(Body, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.body_id} {self.made_at:%Y-%m-%d}"


class RoomPaper(AllianceOwned):
    """A file that a group works with."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(_("Titel"), max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_by = models.CharField(max_length=120, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title
