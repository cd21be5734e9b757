"""What came in through a public form."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import AllianceOwned

from ..vocabulary import InquiryKind


class Inquiry(AllianceOwned):
    """A message of a family, an institution or an administration. Deleted a year after it was closed."""

    class State(models.TextChoices):
        NEW = "new", _("neu")
        ANSWERED = "answered", _("beantwortet")
        CLOSED = "closed", _("erledigt")

    kind = models.CharField(_("Anliegen"), max_length=20, choices=InquiryKind.choices)
    sender_name = models.CharField(_("Ihr Name"), max_length=120, blank=True)
    sender_email = models.EmailField(_("Ihre E-Mail-Adresse"), blank=True)
    organisation = models.CharField(_("Einrichtung oder Unternehmen"), max_length=200, blank=True)
    text = models.TextField(_("Ihre Nachricht"), max_length=5000)
    page = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    received_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["alliance", "state", "-received_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
