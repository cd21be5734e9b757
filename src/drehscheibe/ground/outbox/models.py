"""Mails as rows. They are written in the transaction of their cause and sent later."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import AllianceOwned

from .rules import AttachmentRow


class MailBase(models.Model):
    """What both kinds of mail share. The Message-ID is fixed here, so that a repeated sending can be recognised."""

    class State(models.TextChoices):
        WAITING = "waiting", _("wartet")
        SENT = "sent", _("gesendet")
        FAILED = "failed", _("nicht zustellbar")

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
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.message_id


class Mail(MailBase, AllianceOwned):
    """A mail of one alliance."""

    class Meta(MailBase.Meta):
        indexes = [
            models.Index(fields=["alliance", "-id"]),
            models.Index(fields=["created_at"], condition=models.Q(emptied_at=None), name="mail_to_empty"),
        ]


class InstanceMail(MailBase):
    """A mail of the instance itself, e.g. a login code or a notice to the operator. Belongs to no alliance."""
