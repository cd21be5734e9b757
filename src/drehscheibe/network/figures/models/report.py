"""The yearly report: its texts and its state; everything else is read from what happened."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import AllianceOwned, Member

from ..vocabulary import PrintState, ReportState


class YearReport(AllianceOwned):
    """The report of one year. `texts` holds chapter → own words, `left_out` the chapters that shall not appear.

    A draft follows the data. `content` is what a finished one said, frozen, so that its page and PDF do not change
    any more; a new version has to be finished again.
    """

    published_rows = Q(is_public=True, state=ReportState.FINISHED)

    year = models.PositiveSmallIntegerField(_("Jahr"))
    title = models.CharField(_("Titel"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DRAFT, editable=False)
    texts: "models.JSONField[dict[str, str]]" = models.JSONField(default=dict, blank=True)
    left_out: "models.JSONField[list[str]]" = models.JSONField(default=list, blank=True)
    content: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict, blank=True, editable=False)
    is_public = models.BooleanField(_("Öffentlich zeigen"), default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, editable=False)
    finished_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    print_state = models.CharField(max_length=10, choices=PrintState, blank=True, default=PrintState.NONE)
    trouble = models.CharField(max_length=300, blank=True)
    pdf = models.BinaryField(default=bytes)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["alliance", "year"], name="report_once_a_year")]

    def __str__(self) -> str:
        return str(self.year)


class ReleasedFigures(AllianceOwned):
    """The figures of a year that the alliance let the offices see, as they were at that moment; it may take them back."""

    published_rows = Q(withdrawn_at=None)

    year = models.PositiveSmallIntegerField()
    figures: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict)
    released_at = models.DateTimeField(auto_now_add=True)
    released_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "year"], condition=Q(withdrawn_at=None), name="released_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return str(self.year)
