"""„Das Bündnis auf einer Seite“: the words that no figure can say, and who has a link to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import AllianceOwned, Link, Member


class PageText(AllianceOwned):
    """Three sentences on what changed for families in a year. Without them the page proposes its own from the data."""

    year = models.PositiveSmallIntegerField(_("Jahr"))
    first = models.CharField(_("Erster Satz"), max_length=300, blank=True)
    second = models.CharField(_("Zweiter Satz"), max_length=300, blank=True)
    third = models.CharField(_("Dritter Satz"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["alliance", "year"], name="page_text_once_a_year")]

    def __str__(self) -> str:
        return str(self.year)


class PageShare(AllianceOwned):
    """A link to the page that somebody got: the mayor, say. It shows the page as it is today until it is ended."""

    name = models.CharField(_("Für wen?"), max_length=120)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    link = models.OneToOneField(Link, null=True, on_delete=models.SET_NULL, related_name="+")
    made_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name
