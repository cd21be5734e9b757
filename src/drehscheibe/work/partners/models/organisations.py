"""Who belongs to the alliance, and the people to talk to."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.alliances.vocabulary import PartnerCategory
from drehscheibe.ground.tenancy.models import AllianceOwned

from ..vocabulary import Channel, Kind, MembershipKind, State

LONG = 4000


class Organisation(AllianceOwned):
    """A partner, whether organisation, group or single person; one row per alliance it works with.

    Everybody may see name, category, place, website and whom it speaks for, as soon as it agreed to be named and as
    long as it belongs to the alliance. Its state changes through actions only.
    """

    published_rows = Q(is_named=True, state=State.MEMBER)

    kind = models.CharField(_("Wer ist das?"), max_length=20, choices=Kind.choices, default=Kind.ORGANISATION)
    name = models.CharField(_("Name"), max_length=200)
    sort_name = models.CharField(max_length=200, editable=False, blank=True)
    category = models.CharField(_("Art"), max_length=40, choices=PartnerCategory.choices, default=PartnerCategory.OTHER)
    speaks_for = models.CharField(
        _("Spricht für"), max_length=200, blank=True, help_text=_("Zum Beispiel: Seniorinnen und Senioren")
    )
    unit = models.CharField(_("Abteilung"), max_length=200, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=200, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    place = models.CharField(_("Ort"), max_length=120, blank=True)
    phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    website = models.URLField(_("Internetseite"), blank=True)
    note = models.TextField(
        _("Notiz"), blank=True, validators=[MaxLengthValidator(LONG)], help_text=_("Sieht nur Ihr Team.")
    )

    membership_kind = models.CharField(
        _("Mitgliedschaft"), max_length=10, choices=MembershipKind.choices, default=MembershipKind.VOTING
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.MEMBER, editable=False)
    joined_on = models.DateField(_("Dabei seit"), null=True, blank=True)
    left_on = models.DateField(_("Ausgeschieden am"), null=True, blank=True, editable=False)

    channel = models.CharField(_("Post von uns"), max_length=10, choices=Channel.choices, default=Channel.MAIL)
    large_print = models.BooleanField(_("Briefe in großer Schrift"), default=False)
    is_named = models.BooleanField(default=False, editable=False, help_text="A naming consent is in force.")
    heard_at = models.DateTimeField(null=True, editable=False, help_text="The last sign of life, on whatever way.")
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["sort_name", "pk"]
        indexes = [
            models.Index(fields=["alliance", "state", "sort_name"]),
            models.Index(fields=["alliance", "category"], condition=Q(is_named=True), name="organisation_named"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[State.LEFT, State.EXCLUDED]) | Q(left_on=None), name="organisation_left_if_gone"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Person(AllianceOwned):
    """Somebody who acts for one or more partners of this alliance, or a shared mailbox without a name.

    One row per person and alliance, so that she has one page by link and her data can be handed out or erased at once.
    """

    name = models.CharField(_("Name"), max_length=120, blank=True, help_text=_("Leer bei einem Gruppenpostfach."))
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "email"], condition=~Q(email=""), name="person_email_once_per_alliance"
            ),
            models.CheckConstraint(condition=~Q(name="", email="", phone=""), name="person_is_somebody"),
        ]

    def __str__(self) -> str:
        return self.name or self.email or self.phone


class Contact(AllianceOwned):
    """A person at a partner, with what she is there. `is_main` gets the mail; one per partner."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts")
    role = models.CharField(_("Aufgabe"), max_length=120, blank=True, help_text=_("Zum Beispiel: Leitung"))
    is_main = models.BooleanField(_("Bekommt unsere Post"), default=False)

    class Meta:
        ordering = ["-is_main", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="contact_once_per_partner"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(is_main=True), name="contact_one_main_per_partner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.organisation_id}"


class HeardNote(AllianceOwned):
    """A sign of life that somebody noted: a call, a talk in the corridor, a letter."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    on = models.DateField(_("Wann?"))
    text = models.CharField(_("Worum ging es?"), max_length=500, blank=True)
    by = models.ForeignKey("tenancy.Member", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.on}"
