"""The greeting run: every partner is asked once whether its data is right and whether it may be named."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.models import AllianceOwned, Link, Member

from ..vocabulary import AnswerChannel, CallResult, Channel
from .organisations import Organisation, Person


class GreetingRun(AllianceOwned):
    """One run. A run of the practice mode counts for nothing and goes when the alliance goes live."""

    is_practice = models.BooleanField(default=False)
    text = models.TextField(_("Ihr Gruß"), blank=True, max_length=2000)
    started_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d}"


class Greeting(AllianceOwned):
    """One partner in a run: how it was asked, what it answered, who keeps calling."""

    run = models.ForeignKey(GreetingRun, on_delete=models.CASCADE, related_name="greetings")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="greetings")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    mail = models.ForeignKey(Mail, null=True, on_delete=models.SET_NULL, related_name="+")
    link = models.ForeignKey(Link, null=True, on_delete=models.SET_NULL, related_name="+")
    posted_on = models.DateField(_("Zur Post gegeben am"), null=True)
    answered_at = models.DateTimeField(null=True)
    answered_how = models.CharField(max_length=10, choices=AnswerChannel.choices, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    wants_naming = models.BooleanField(null=True)
    offer = models.TextField(blank=True, max_length=2000)
    remark = models.TextField(_("Anmerkung"), blank=True, max_length=2000)
    call_result = models.CharField(max_length=12, choices=CallResult.choices, blank=True)
    called_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "organisation"], name="greeting_once_per_run")]
        indexes = [models.Index(fields=["alliance"], condition=Q(answered_at=None), name="greeting_open")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.organisation_id}"
