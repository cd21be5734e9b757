"""What was done about a decision after it was taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import AllianceOwned
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.vocabulary import DecisionState


class DecisionStep(AllianceOwned):
    """A change of state with a few words: who said what became of it, and when."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(_("Stand"), max_length=8, choices=DecisionState)
    text = models.CharField(_("Wie steht es?"), max_length=1000, blank=True)
    by_name = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.state}"
