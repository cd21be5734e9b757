"""The lists on a profile. Each row has a rank, says who may see it, and counts its versions."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.tenancy.models import AllianceOwned

from ..vocabulary import Audience, Field, PartnerCategory
from .profile import LONG


class ProfileRow(AllianceOwned):
    """Base of all rows on a profile."""

    rank = models.PositiveSmallIntegerField(default=0, editable=False)
    audience = models.CharField(
        _("Wer darf das sehen?"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        ordering = ["rank", "pk"]


class ContactPoint(ProfileRow):
    """Somebody to turn to: the role first, the organisation behind it, what it is in charge of. No person's name."""

    role = models.CharField(_("Rolle"), max_length=120, help_text=_("Zum Beispiel: Koordination"))
    host_organisation = models.CharField(_("Angesiedelt bei"), max_length=200, blank=True)
    unit = models.CharField(_("Abteilung"), max_length=200, blank=True)
    remit = models.JSONField(_("Zuständig für"), default=list, blank=True)
    appointed_by = models.CharField(_("Benannt von"), max_length=200, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=200, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    place = models.CharField(_("Ort"), max_length=120, blank=True)
    phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True, help_text=_("Am besten ein Rollenpostfach."))
    hours = models.CharField(_("Erreichbar"), max_length=200, blank=True)

    def __str__(self) -> str:
        return self.role


class Goal(ProfileRow):
    text = models.CharField(_("Ziel"), max_length=500)

    def __str__(self) -> str:
        return self.text


class FocusTopic(ProfileRow):
    """What the alliance works on now, or did."""

    title = models.CharField(_("Thema"), max_length=300)
    text = models.TextField(_("Erläuterung"), blank=True, validators=[MaxLengthValidator(LONG)])
    field = models.CharField(_("Handlungsfeld"), max_length=40, choices=Field.choices, blank=True)
    since = models.CharField(_("Seit"), max_length=20, blank=True)
    until = models.CharField(_("Bis"), max_length=20, blank=True)
    self_assessment = models.CharField(
        _("Eigene Einschätzung"), max_length=500, blank=True, help_text=_("Zum Beispiel, was noch schwerfällt.")
    )

    def __str__(self) -> str:
        return self.title


class PartnerCount(ProfileRow):
    """How many partners there were, and when; kept as a history."""

    as_of = models.CharField(_("Stand"), max_length=40, help_text=_("Jahr, Monat oder Tag, zum Beispiel 2019"))
    count = models.PositiveIntegerField(_("Anzahl der Partner"))
    note = models.CharField(_("Anmerkung"), max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.count} ({self.as_of})"


class PartnerGroup(ProfileRow):
    label = models.CharField(_("Partner oder Gruppe"), max_length=200)
    category = models.CharField(_("Art"), max_length=40, choices=PartnerCategory.choices, default=PartnerCategory.OTHER)

    def __str__(self) -> str:
        return self.label


class ProfileLink(ProfileRow):
    label = models.CharField(_("Bezeichnung"), max_length=200)
    url = models.URLField(_("Adresse"))

    def __str__(self) -> str:
        return self.label


class Award(ProfileRow):
    title = models.CharField(_("Auszeichnung"), max_length=200)
    period = models.CharField(_("Zeitraum"), max_length=60, blank=True)

    def __str__(self) -> str:
        return self.title


class Picture(ProfileRow):
    """A picture with the words for it. Everybody sees it only once somebody stated that the people on it agreed.

    Sources: KUG §§ 22, 23 and Art. 6 GDPR for the people on it; UrhG § 13 for the name of whoever made it.
    """

    file = models.ForeignKey(StoredFile, verbose_name=_("Bilddatei"), on_delete=models.PROTECT, related_name="+")
    alt = models.CharField(
        _("Was das Bild zeigt"), max_length=300, help_text=_("Für Menschen, die es nicht sehen, in einem Satz.")
    )
    caption = models.CharField(_("Bildunterschrift"), max_length=300, blank=True)
    credit = models.CharField(
        _("Wer hat das Bild gemacht?"),
        max_length=120,
        help_text=_("So steht es am Bild, zum Beispiel: Foto: Stadtarchiv"),
    )
    people_agreed = models.BooleanField(
        _("Wer zu erkennen ist, ist einverstanden, bei Kindern die Eltern. Oder es ist niemand zu erkennen."),
        default=False,
    )

    class Meta(ProfileRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(audience=Audience.PUBLIC) | Q(people_agreed=True), name="picture_public_if_people_agreed"
            )
        ]

    def __str__(self) -> str:
        return self.caption or self.alt


class Source(ProfileRow):
    """Where the facts of a listed alliance come from, and when they were looked up."""

    label = models.CharField(_("Quelle"), max_length=200)
    url = models.URLField(_("Adresse"), blank=True, max_length=500)
    looked_up_on = models.DateField(_("Nachgesehen am"))

    def __str__(self) -> str:
        return self.label
