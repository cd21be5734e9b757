"""Mails as rows. They are written in the transaction of their cause and sent later."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import AllianceOwned, Member

from .rules import AttachmentRow
from .vocabulary import Trouble


class MailBase(models.Model):
    """What both kinds of mail share. The Message-ID is fixed here, so that a repeated sending can be recognised."""

    class State(models.TextChoices):
        WAITING = "waiting", _("wartet")
        SENDING = "sending", _("geht gerade hinaus")
        SENT = "sent", _("gesendet")
        FAILED = "failed", _("nicht zustellbar")
        PRACTICE = "practice", _("Übung, nicht gesendet")
        STOPPED = "stopped", _("angehalten")
        BOUNCED = "bounced", _("zurückgekommen")

    to_email = models.EmailField(_("Empfänger"))
    to_name = models.CharField(max_length=120, blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(_("Betreff"), max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    attachments: "models.JSONField[list[AttachmentRow]]" = models.JSONField(default=list)
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    trouble = models.CharField(max_length=10, choices=Trouble.choices, blank=True)
    undelivered_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.message_id


class Sending(AllianceOwned):
    """One deliberate run of mails of an alliance, e.g. a greeting to all partners. Until `goes_out_at` it can be stopped."""

    kind = models.CharField(max_length=40)
    title = models.CharField(_("Sendung"), max_length=200)
    created_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", help_text=_("Leer: der Betrieb hat gesendet.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    goes_out_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(default=0)
    is_practice = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["alliance", "-id"])]

    def __str__(self) -> str:
        return self.title


class Mail(MailBase, AllianceOwned):
    """A mail of one alliance."""

    sending = models.ForeignKey(Sending, null=True, on_delete=models.PROTECT, related_name="+")
    is_confidential = models.BooleanField(default=False)
    not_after = models.DateTimeField(null=True, help_text="Then it is of no use any more, e.g. a reminder.")

    class Meta(MailBase.Meta):
        indexes = [
            models.Index(fields=["alliance", "to_email"]),
            models.Index(
                fields=["alliance", "undelivered_at"], condition=~models.Q(trouble=""), name="mail_undelivered"
            ),
            models.Index(fields=["alliance", "-id"]),
            models.Index(fields=["created_at"], condition=models.Q(emptied_at=None), name="mail_to_empty"),
        ]


class InstanceMail(MailBase):
    """A mail of the instance itself, e.g. a login code or a notice to the operator. Belongs to no alliance."""


class BounceNotice(models.Model):
    """A notice of non-delivery that fits no mail of ours, for the operator. Names nobody: the provider and the trouble."""

    at = models.DateTimeField(auto_now_add=True)
    provider = models.CharField(max_length=120, blank=True)
    trouble = models.CharField(max_length=10, choices=Trouble.choices)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.provider} {self.trouble}"
