"""The words around claims, for whoever runs the instance; no public page shows them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ClaimCheck(TextChoices):
    """How whoever runs the instance made sure that a claim is right."""

    CALLED = "called", _("Ich habe über die Zentrale zurückgerufen.")
    ADDRESS = "address", _("Die bestätigte Adresse gehört zur Internetseite des Bündnisses oder seines Trägers.")
    KNOWN = "known", _("Ich kenne die Person aus dieser Arbeit.")


class MailHint(TextChoices):
    """What the address of a claim tells beside the alliance's website."""

    FITS = "fits", _("Die Adresse passt zur Internetseite.")
    FREEMAIL = "freemail", _("Das ist eine private Adresse. Bitte rufen Sie an.")
    UNKNOWN = "unknown", _("Die Adresse gehört zu keiner Internetseite, die wir kennen. Bitte rufen Sie an.")
