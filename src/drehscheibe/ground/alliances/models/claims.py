"""Somebody says: this listed alliance is ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import Alliance

from ..claim_words import ClaimCheck


class Claim(models.Model):
    """A wish to take a listed alliance over. Global: whoever runs the instance decides, before the alliance has anybody.

    It counts from the moment when its sender confirmed her address, and is deleted 90 days after the decision.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Adresse nicht bestätigt")
        WAITING = "waiting", _("wartet auf Sie")
        ASKED = "asked", _("Rückfrage gestellt")
        HANDED_OVER = "handed_over", _("übergeben")
        REFUSED = "refused", _("abgelehnt")
        PASSED_ON = "passed_on", _("an die Koordination weitergegeben")

    OPEN = (State.WAITING, State.ASKED)

    alliance = models.ForeignKey(Alliance, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("Name"), max_length=120)
    email = models.EmailField(_("E-Mail-Adresse"))
    role = models.CharField(_("Stelle und Aufgabe im Bündnis"), max_length=200)
    callback = models.CharField(_("Rückruf über"), max_length=200)
    text = models.TextField(_("Nachricht"), max_length=5000, blank=True)
    state = models.CharField(_("Stand"), max_length=20, choices=State.choices, default=State.UNCONFIRMED)
    checked = models.CharField(_("So wurde geprüft"), max_length=20, choices=ClaimCheck.choices, blank=True)
    answer = models.TextField(_("Antwort"), max_length=2000, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["received_at", "pk"]
        indexes = [models.Index(fields=["state", "received_at"])]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN
