"""The one row about this instance."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import Alliance

from .vocabulary import MailFinding

ONLY = 1


class Instance(models.Model):
    """Who answers for this instance (§ 5 DDG, Art. 13 (1) a GDPR). What the environment says goes before it.

    There is one row at most; there is none until somebody sets the instance up.
    """

    name = models.CharField(
        _("Wer betreibt diese Seite?"),
        max_length=200,
        blank=True,
        help_text=_("Zum Beispiel: Stadt Musterstadt, vertreten durch die Bürgermeisterin"),
    )
    address = models.TextField(
        _("Postanschrift"),
        blank=True,
        validators=[MaxLengthValidator(300)],
        help_text=_("Zum Beispiel: Marktplatz 1, 12345 Musterstadt"),
    )
    email = models.EmailField(
        _("E-Mail-Adresse der Stelle"), blank=True, help_text=_("Am besten ein Postfach, das mehrere lesen.")
    )
    phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    privacy_contact = models.CharField(
        _("Kontakt zum Datenschutz"), max_length=200, blank=True, help_text=_("Leer: die E-Mail-Adresse der Stelle.")
    )
    only_alliance = models.ForeignKey(
        Alliance,
        verbose_name=_("Auf der Startseite steht"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Für eine Stadt, die nur ihr eigenes Bündnis zeigt."),
    )
    set_up_at = models.DateTimeField(null=True, editable=False)
    mail_checked_at = models.DateTimeField(null=True, editable=False)
    mail_finding = models.CharField(max_length=20, choices=MailFinding.choices, blank=True, editable=False)
    mail_answer = models.CharField(max_length=300, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=ONLY), name="instance_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def mail_works(self) -> bool:
        """Tell whether the mail server took the last test mail."""
        return self.mail_finding == MailFinding.TAKEN
