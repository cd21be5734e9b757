"""What a project is measured by: before, target, now."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import AllianceOwned

from ..vocabulary import Circle
from .projects import Project


class Indicator(AllianceOwned):
    """One figure with its unit ("Kinder", "%", "Plätze"): how it was before, what it should be, how it is now.

    Values have at most two decimal places. Without a unit a figure says nothing, so none is kept.
    """

    published_rows = Q(project__audience=Circle.PUBLIC)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(_("Was wird gemessen?"), max_length=200)
    unit = models.CharField(_("Einheit"), max_length=40, help_text=_("Zum Beispiel: Kinder, Plätze, %, Tage"))
    before = models.DecimalField(_("Vorher"), max_digits=12, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("Ziel"), max_digits=12, decimal_places=2, null=True, blank=True)
    now = models.DecimalField(_("Jetzt"), max_digits=12, decimal_places=2, null=True, blank=True)
    measured_on = models.DateField(_("Gemessen am"), null=True, blank=True)
    source = models.TextField(_("Woher kommt die Zahl?"), blank=True, validators=[MaxLengthValidator(1000)])
    falls = models.BooleanField(_("Weniger ist besser"), default=False)
    rank = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(unit=""), name="indicator_has_unit")]

    def __str__(self) -> str:
        return self.name


class IndicatorReading(AllianceOwned):
    """What was measured on a day; the newest one is the indicator's `now`."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="readings")
    on = models.DateField(_("Gemessen am"))
    value = models.DecimalField(_("Wert"), max_digits=12, decimal_places=2)
    note = models.CharField(_("Anmerkung"), max_length=300, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["indicator", "on"], name="reading_once_a_day")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.value}"
