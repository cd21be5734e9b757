"""Territories with their official keys, and the postcodes that lead to them. Belong to no alliance."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from . import rules
from .rules import Point


class Territory(models.Model):
    """A Land, Kreis, municipality or part of one. Never deleted: what an alliance was founded for stays readable.

    Keys are text, leading zeros count: Land 2 digits, Kreis 5, Gemeinde 8, Gemeindeverband 9 (Kreis and number of
    the association). Below the municipality the official key ends; a Stadtteil has its own, "11000000/04".
    """

    class Kind(models.TextChoices):
        LAND = "land", _("Land")
        KREIS = "kreis", _("Kreis")
        CITY = "kreisfreie_stadt", _("Kreisfreie Stadt")
        ASSOCIATION = "gemeindeverband", _("Gemeindeverband")
        MUNICIPALITY = "gemeinde", _("Gemeinde")
        DISTRICT = "stadtteil", _("Stadtteil")

    ags = models.CharField(_("Amtlicher Schlüssel"), max_length=16, unique=True)
    kind = models.CharField(_("Art"), max_length=16, choices=Kind)
    name = models.CharField(_("Name"), max_length=120)
    official_name = models.CharField(_("Amtlicher Name"), max_length=120)
    search_name = models.CharField(max_length=200, db_index=True, editable=False)
    slug = models.SlugField(_("Adresse"), max_length=200, blank=True, help_text=_("Nur bei Ländern und Kreisen."))
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    land = models.CharField(_("Landesschlüssel"), max_length=2, db_index=True)
    kreis = models.CharField(_("Kreisschlüssel"), max_length=5, blank=True, db_index=True)
    verband = models.CharField(_("Schlüssel des Gemeindeverbands"), max_length=9, blank=True)
    valid_from = models.DateField(_("gültig ab"), null=True, blank=True)
    valid_until = models.DateField(_("gültig bis"), null=True, blank=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    latitude = models.FloatField(_("Breite"), null=True, blank=True)
    longitude = models.FloatField(_("Länge"), null=True, blank=True)
    population = models.PositiveIntegerField(_("Einwohnerzahl"), null=True, blank=True)
    as_of = models.DateField(_("Stand"), null=True, blank=True)
    source = models.CharField(_("Quelle"), max_length=60, blank=True)
    point_source = models.CharField(_("Quelle des Punktes"), max_length=60, blank=True)

    class Meta:
        ordering = ["search_name", "ags"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], condition=Q(kind="land") & ~Q(slug=""), name="land_slug_once"),
            # A kreisfreie Stadt has its page beside the Kreise, so both share one set of addresses.
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(kind__in=["kreis", "kreisfreie_stadt"]) & ~Q(slug=""),
                name="kreis_slug_once",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="territory_point_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_current(self) -> bool:
        return self.valid_until is None

    @property
    def point(self) -> Point | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)

    @property
    def covering_keys(self) -> list[str]:
        """Return its own key and those of all above it: whoever works for one of these works here too."""
        municipality = [self.ags.split("/")[0]] if "/" in self.ags else []
        keys = [self.ags, *municipality, self.verband, self.kreis, self.land]
        return list(dict.fromkeys(rules.normal_key(key) for key in keys if key))

    @property
    def source_line(self) -> str:
        """Return the note of source to show beside its figures."""
        return rules.source_line(self.as_of)


class Postcode(models.Model):
    """One postcode may mean many municipalities, and one municipality may have many."""

    code = models.CharField(_("Postleitzahl"), max_length=5)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")
    is_seat = models.BooleanField(_("Sitz der Verwaltung"), default=False)

    class Meta:
        ordering = ["code", "territory"]
        constraints = [
            models.UniqueConstraint(fields=["code", "territory"], name="postcode_once_per_territory"),
            models.UniqueConstraint(fields=["territory"], condition=Q(is_seat=True), name="postcode_one_seat"),
        ]

    def __str__(self) -> str:
        return self.code
