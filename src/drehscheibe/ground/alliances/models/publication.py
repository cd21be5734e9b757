"""What everybody may read: a frozen copy of the profile, made when somebody pressed "Veröffentlichen"."""

from django.db import models
from django.db.models import Q

from drehscheibe.ground.tenancy.models import AllianceOwned

# What every list asks of a row. As parts of the indexes they let SQLite count and skip without opening a row.
_LISTED = Q(is_current=True, in_finder=True)
_CHECKED = ("status", "is_current", "in_finder")


class Publication(AllianceOwned):
    """One state of a profile that went public. The current one is all that the portal ever sees.

    `document` is the whole profile (`profile.ProfileDocument` as JSON); the other columns are what lists
    filter and sort by. `fields` and `areas` hold codes and official keys between bars: "|12070296|12070424|".
    """

    published_rows = Q(is_current=True)

    is_current = models.BooleanField(default=True)
    published_at = models.DateTimeField()
    published_by = models.PositiveBigIntegerField(null=True)

    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200)
    summary = models.CharField(max_length=240)
    status = models.CharField(max_length=20, blank=True)
    is_tended = models.BooleanField()
    in_finder = models.BooleanField()
    place = models.CharField(max_length=120, blank=True)
    land = models.CharField(max_length=2, blank=True)
    kreis = models.CharField(max_length=5, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    fields = models.TextField(blank=True)
    areas = models.TextField(blank=True)
    search_text = models.TextField(blank=True)
    confirmed_at = models.DateTimeField(null=True)
    # The last column: SQLite reads a row from its start, and lists need everything but this.
    document = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alliance"], condition=Q(is_current=True), name="publication_one_current"),
            models.UniqueConstraint(fields=["slug"], condition=Q(is_current=True), name="publication_slug_once"),
        ]
        indexes = [
            models.Index(fields=["sort_name", *_CHECKED], condition=_LISTED, name="publication_finder"),
            models.Index(fields=["land", "sort_name", *_CHECKED], condition=_LISTED, name="publication_land"),
            models.Index(fields=["kreis", "sort_name", *_CHECKED], condition=_LISTED, name="publication_kreis"),
            models.Index(fields=["-published_at"], condition=_LISTED, name="publication_newest"),
            models.Index(fields=["land", "kreis", "fields", *_CHECKED], condition=_LISTED, name="publication_count"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.published_at:%Y-%m-%d}"
