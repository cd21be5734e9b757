"""How one becomes a partner, what one signs, and how it ends."""

from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.alliances.vocabulary import PartnerCategory
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.outbox.models import Sending
from drehscheibe.ground.tenancy.models import AllianceOwned, Link, Member

from ..vocabulary import OPEN_APPLICATIONS, AnswerChannel, ApplicationState, Kind, MembershipKind
from .organisations import LONG, Organisation, Person

LONGEST_OBJECTION_DAYS = 90


class MembershipRules(AllianceOwned):
    """How this alliance takes partners in. One per alliance, made when first needed; everybody may know them."""

    published_rows = Q(pk__isnull=False)

    objection_days = models.PositiveSmallIntegerField(
        _("Tage für Einspruch"),
        default=0,
        validators=[MaxValueValidator(LONGEST_OBJECTION_DAYS)],
        help_text=_(
            "So lange können Ihre Partner sagen, dass sie gegen eine Aufnahme sind. 0: Sie werden nicht gefragt."
        ),
    )
    wants_declaration = models.BooleanField(_("Partner unterschreiben eine Bündniserklärung"), default=True)
    certificate_signed_by = models.CharField(
        _("Wer unterschreibt die Urkunde?"),
        max_length=200,
        blank=True,
        help_text=_("Zum Beispiel: Die Bürgermeisterin"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alliance"], name="membership_rules_once_per_alliance")]

    def __str__(self) -> str:
        return f"{self.objection_days}"


class DeclarationText(AllianceOwned):
    """A wording of the declaration; a signed one is never changed, a new wording is a new row.

    The one `in_force` stands on the public page for whoever wants to join; none does where partners sign none.
    """

    published_rows = Q(in_force=True)

    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("Bündniserklärung"), validators=[MaxLengthValidator(LONG)])
    values_clause = models.TextField(
        _("Grundsätze"), blank=True, validators=[MaxLengthValidator(LONG)],
        help_text=_("Woran sich alle halten, und was einen Ausschluss begründet."),
    )  # fmt: skip
    valid_from = models.DateField()
    in_force = models.BooleanField(default=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "number"], name="declaration_text_number"),
            models.UniqueConstraint(fields=["alliance"], condition=Q(in_force=True), name="declaration_one_in_force"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Declaration(AllianceOwned):
    """A partner's signature under a wording, by link or on paper."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="declarations")
    text = models.ForeignKey(DeclarationText, on_delete=models.PROTECT, related_name="+")
    signed_by = models.CharField(_("Unterschrieben von"), max_length=120)
    signed_on = models.DateField(_("Unterschrieben am"))
    channel = models.CharField(_("Wie?"), max_length=10, choices=AnswerChannel.choices)
    recorded_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey(Link, null=True, on_delete=models.PROTECT, related_name="+")
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-signed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.signed_on}"


class Application(AllianceOwned):
    """Somebody asks to join, through the public form. Unconfirmed ones are deleted after two weeks.

    `naming_wording` is the sentence that was ticked, as it was shown; `link` is the one that confirmed.
    """

    state = models.CharField(max_length=12, choices=ApplicationState.choices, default=ApplicationState.UNCONFIRMED)
    kind = models.CharField(_("Wer möchte mitmachen?"), max_length=20, choices=Kind.choices, default=Kind.ORGANISATION)
    name = models.CharField(_("Name"), max_length=200)
    sort_name = models.CharField(max_length=200, editable=False, blank=True)
    category = models.CharField(_("Art"), max_length=40, choices=PartnerCategory.choices, default=PartnerCategory.OTHER)
    speaks_for = models.CharField(_("Spricht für"), max_length=200, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=200, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    place = models.CharField(_("Ort"), max_length=120, blank=True)
    website = models.URLField(_("Internetseite"), blank=True)
    person_name = models.CharField(_("Ihr Name"), max_length=120)
    email = models.EmailField(_("Ihre E-Mail-Adresse"))
    phone = models.CharField(_("Ihre Telefonnummer"), max_length=60, blank=True)
    contribution = models.TextField(_("Was möchten Sie beitragen?"), blank=True, validators=[MaxLengthValidator(LONG)])
    membership_kind = models.CharField(max_length=10, choices=MembershipKind.choices, default=MembershipKind.VOTING)
    wants_naming = models.BooleanField(default=False)
    naming_wording = models.TextField(blank=True)
    declaration = models.ForeignKey(DeclarationText, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    link = models.ForeignKey(Link, null=True, on_delete=models.SET_NULL, related_name="+")
    question = models.TextField(_("Ihre Rückfrage"), blank=True, validators=[MaxLengthValidator(LONG)])
    answer = models.TextField(_("Ihre Antwort"), blank=True, validators=[MaxLengthValidator(LONG)])
    objections_until = models.DateField(null=True)
    sending = models.ForeignKey(Sending, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    welcomed_at = models.DateTimeField(null=True)
    reason = models.TextField(_("Begründung"), blank=True, validators=[MaxLengthValidator(LONG)])
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["alliance", "state", "-created_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "email", "sort_name"],
                condition=Q(state__in=OPEN_APPLICATIONS),
                name="application_open_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Objection(AllianceOwned):
    """A partner was asked whether it is against taking somebody in; `made_at` stays empty unless it is.

    `by_mail` is False for those that no mail reaches: the team calls them.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="objections")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    by_mail = models.BooleanField(default=False)
    text = models.TextField(_("Warum?"), blank=True, validators=[MaxLengthValidator(LONG)])
    made_at = models.DateTimeField(null=True)
    made_by = models.CharField(_("Wer hat Einspruch erhoben?"), max_length=120, blank=True)
    channel = models.CharField(_("Wie?"), max_length=10, choices=AnswerChannel.choices, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    settled_note = models.CharField(_("Ergebnis"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "organisation"], name="objection_once_per_partner")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.organisation_id}"


class MembershipEvent(AllianceOwned):
    """One station of a partner's way: joined, other membership, left, excluded, came back. The number of partners
    at any day is counted from these.

    `number` is the partner's own in the order of joining; `values_clause` the wording that an exclusion rests on.
    """

    class What(models.TextChoices):
        JOINED = "joined", _("aufgenommen")
        KIND = "kind", _("Mitgliedschaft geändert")
        LEFT = "left", _("ausgeschieden")
        EXCLUDED = "excluded", _("ausgeschlossen")
        RETURNED = "returned", _("wieder dabei")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="events")
    what = models.CharField(max_length=10, choices=What.choices)
    on = models.DateField(null=True, help_text="Empty where nobody knows the day any more.")
    reason = models.TextField(_("Grund"), blank=True, validators=[MaxLengthValidator(LONG)])
    by_values_clause = models.BooleanField(_("Wegen der Grundsätze"), default=False)
    number = models.PositiveIntegerField(null=True)
    kind_before = models.CharField(max_length=10, choices=MembershipKind.choices, blank=True)
    kind_after = models.CharField(max_length=10, choices=MembershipKind.choices, blank=True)
    values_clause = models.TextField(blank=True)
    heard_on = models.DateField(_("Angehört am"), null=True)
    hearing = models.TextField(_("Was wurde gesagt?"), blank=True, validators=[MaxLengthValidator(LONG)])
    resolution = models.CharField(_("Beschluss"), max_length=300, blank=True)
    by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["alliance", "on"])]

    def __str__(self) -> str:
        return f"{self.what} {self.organisation_id}"


class LeavingWish(AllianceOwned):
    """Somebody of a partner wrote through her page that it wants to leave. The team settles it, either way."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="leaving_wishes")
    link = models.ForeignKey(Link, null=True, on_delete=models.SET_NULL, related_name="+")
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(_("Möchten Sie uns sagen, warum?"), blank=True, validators=[MaxLengthValidator(LONG)])
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(settled_at=None), name="leaving_wish_one_open")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}"
