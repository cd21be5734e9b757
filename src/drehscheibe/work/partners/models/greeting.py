"""The greeting run: every partner is asked once whether its data is right and whether it may be named."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.models import AllianceOwned, Link, Member

from ..vocabulary import AnswerChannel, CallResult, Channel
from .organisations import Organisation, Person

TEXT_LENGTH = 2000


class GreetingRun(AllianceOwned):
    """One run, which partners that come later join. A run of the practice mode counts for nothing and goes when the
    alliance goes live. It is begun (`started_at`) with the first greeting; until then it only keeps the texts.
    """

    is_practice = models.BooleanField(default=False)
    text = models.TextField(_("Ihr Gruß"), blank=True, max_length=TEXT_LENGTH)
    reminder_text = models.TextField(_("Ihre Erinnerung"), blank=True, max_length=TEXT_LENGTH)
    started_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "is_practice"], condition=Q(closed_at=None), name="greeting_run_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d}" if self.started_at else "–"


class LetterBatch(AllianceOwned):
    """Letters made together as one file, to be printed and posted. The file is emptied after a month."""

    class State(models.TextChoices):
        WAITING = "waiting", _("werden erstellt")
        READY = "ready", _("fertig")
        FAILED = "failed", _("nicht gelungen")

    run = models.ForeignKey(GreetingRun, on_delete=models.CASCADE, related_name="batches")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    trouble = models.CharField(max_length=300, blank=True)
    count = models.PositiveIntegerField(default=0)
    pdf = models.BinaryField(default=bytes)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    posted_on = models.DateField(_("Zur Post gegeben am"), null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.count} {self.state}"


class Greeting(AllianceOwned):
    """One partner in a run: how it was asked, what it answered, who keeps calling."""

    run = models.ForeignKey(GreetingRun, on_delete=models.CASCADE, related_name="greetings")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="greetings")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    greeted_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    batch = models.ForeignKey(LetterBatch, null=True, on_delete=models.SET_NULL, related_name="greetings")
    posted_on = models.DateField(_("Zur Post gegeben am"), null=True)
    answered_at = models.DateTimeField(null=True)
    answered_how = models.CharField(max_length=10, choices=AnswerChannel.choices, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    wants_naming = models.BooleanField(null=True)
    remark = models.TextField(_("Anmerkung"), blank=True, max_length=TEXT_LENGTH)
    call_result = models.CharField(max_length=12, choices=CallResult.choices, blank=True)
    called_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "organisation"], name="greeting_once_per_run")]
        indexes = [models.Index(fields=["alliance"], condition=Q(answered_at=None), name="greeting_open")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.organisation_id}"


class GreetingMail(AllianceOwned):
    """One mail that asked for an answer, and the link in it. Who is asked for three partners gets one link for all
    three; a link opens exactly what was mailed with it, however the partner's people change afterwards.
    """

    greeting = models.ForeignKey(Greeting, on_delete=models.CASCADE, related_name="mails")
    mail = models.ForeignKey(Mail, null=True, on_delete=models.SET_NULL, related_name="+")
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="+")
    is_reminder = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["greeting", "-id"])]

    def __str__(self) -> str:
        return f"{self.greeting_id} {self.link_id}"
