"""What partners agreed to, and when they took it back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.tenancy.models import AllianceOwned, Link, Member

from ..vocabulary import AnswerChannel, ConsentPurpose
from .organisations import Organisation


class Consent(AllianceOwned):
    """A consent and its proof (Art. 7 (1) GDPR): what, when, how, by whom. Withdrawing ends it, the row stays.

    `wording` is the sentence that was agreed to, as it was shown.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=ConsentPurpose.choices)
    wording = models.TextField()
    channel = models.CharField(_("Wie?"), max_length=10, choices=AnswerChannel.choices)
    given_by = models.CharField(_("Wer hat zugestimmt?"), max_length=120)
    given_on = models.DateField(_("Wann?"))
    recorded_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey(Link, null=True, on_delete=models.PROTECT, related_name="+")
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_channel = models.CharField(max_length=10, choices=AnswerChannel.choices, blank=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "purpose"], condition=Q(withdrawn_at=None), name="consent_one_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.organisation_id}"
