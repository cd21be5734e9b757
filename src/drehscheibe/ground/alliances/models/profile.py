"""The profile as the alliance works on it. Others see a `Publication` made from it."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.tenancy.models import Alliance, AllianceOwned
from drehscheibe.ground.territories.models import Territory

from ..vocabulary import LegalForm, Precision, Status

LONG = 8000


def _long_text(label: object, help_text: object = "") -> "models.TextField[str, str]":
    return models.TextField(label, blank=True, help_text=help_text, validators=[MaxLengthValidator(LONG)])  # type: ignore[arg-type]  # lazy texts


class Profile(AllianceOwned):
    """One per alliance. `version` rises with every save, so that two editors never overwrite each other unseen."""

    name = models.CharField(_("Name des Bündnisses"), max_length=200)
    own_name = models.CharField(
        _("So nennen wir uns selbst"), max_length=200, blank=True, help_text=_("Falls es einen kürzeren Namen gibt.")
    )
    slogan = models.CharField(_("Leitspruch"), max_length=200, blank=True)
    summary = models.CharField(
        _("Ein Satz über das Bündnis"), max_length=240, help_text=_("Steht in Listen und unter dem Namen.")
    )
    status = models.CharField(_("Stand"), max_length=20, choices=Status.choices, default=Status.ACTIVE, blank=True)
    legal_form = models.CharField(_("Rechtsform"), max_length=30, choices=LegalForm.choices, blank=True)
    founded_on = models.DateField(_("Gegründet am"), null=True, blank=True)
    founded_precision = models.CharField(
        _("Wie genau ist das bekannt?"), max_length=5, choices=Precision.choices, blank=True
    )
    founded_note = models.CharField(_("Anmerkung zur Gründung"), max_length=300, blank=True)
    self_image = _long_text(
        _("Selbstverständnis"), _("Wie Sie sich selbst beschreiben. Steht als Zitat auf Ihrer Seite.")
    )
    values = _long_text(_("Grundsätze"), _("Wofür Sie stehen, und was für Sie nicht geht."))
    family_definition = _long_text(_("Was Familie für uns heißt"))
    organisation = _long_text(_("So arbeiten wir"), _("Treffen, Gruppen, Vollversammlung, Jahresplanung."))
    meetings = _long_text(_("Treffen"), _("Wie oft und wo Sie sich treffen."))
    coordination = _long_text(_("Aufgaben der Koordination"))
    join = _long_text(_("Mitmachen"), _("Wie Unternehmen, Einrichtungen und Einzelne sich beteiligen können."))
    fields_of_action = models.JSONField(_("Handlungsfelder"), default=list, blank=True)
    official_url = models.URLField(_("Eigene Internetseite"), blank=True)
    responsible_body = _long_text(
        _("Verantwortliche Stelle"),
        _("Name und Anschrift der Stelle, die für die Seite einsteht, z. B. die Stadtverwaltung. Steht im Impressum."),
    )
    privacy_contact = models.CharField(_("Kontakt zum Datenschutz"), max_length=200, blank=True)
    sign_language_url = models.URLField(_("Video in Gebärdensprache"), blank=True)
    easy_language = _long_text(_("Unser Bündnis in Leichter Sprache"))
    logo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    logo_alt = models.CharField(
        _("Was das Logo zeigt"), max_length=200, blank=True, help_text=_("Für Menschen, die es nicht sehen.")
    )
    accent = models.CharField(_("Akzentfarbe"), max_length=7, blank=True, help_text=_("Zum Beispiel #0b6e6e"))
    listed_in_finder = models.BooleanField(_("In der Bündnissuche zeigen"), default=True)
    successor = models.ForeignKey(
        Alliance, verbose_name=_("Aufgegangen in"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    asked_at = models.DateTimeField(
        default=timezone.now, editable=False, help_text="When the yearly question was last answered or mailed."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alliance"], name="profile_once_per_alliance"),
            models.CheckConstraint(
                condition=Q(founded_on=None, founded_precision="")
                | Q(founded_on__isnull=False) & ~Q(founded_precision=""),
                name="profile_founding_date_has_precision",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.MERGED, successor__isnull=False) | ~Q(status=Status.MERGED),
                name="profile_merged_has_successor",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Area(AllianceOwned):
    """A territory that the alliance covers; the one with rank 0 gives its place in lists and on the map."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["alliance", "territory"], name="area_once_per_alliance")]

    def __str__(self) -> str:
        return str(self.territory_id)
