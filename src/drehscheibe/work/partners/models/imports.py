"""A list that somebody brought along, as it was read, until it is taken in or thrown away."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import AllianceOwned, Member

from ..vocabulary import BatchState, RowState


class ImportBatch(AllianceOwned):
    """One list. `columns` says per column what we take it for. Deleted 30 days after it was made."""

    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.PREVIEW)
    source = models.CharField(_("Herkunft"), max_length=200)
    digest = models.CharField(max_length=64, help_text="Of what came in, so that the same list twice is noticed.")
    header = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    notes = models.JSONField(default=list, help_text="What its owner should know, as sentences.")
    sheet = models.CharField(_("Blatt"), max_length=200, blank=True)
    sheets = models.JSONField(default=list, help_text="All sheets of a file with several, to choose another one.")
    made_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    taken_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.source


class ImportRow(AllianceOwned):
    """One line of the list: what stood there, what we read, what is doubtful, and what became of it.

    `context` is what lies around the line: the heading above, cells that stand for the one above. `repairs` are what
    somebody put right, by the key of the doubt. `made` keeps the keys and versions of what taking it in created, so
    that undoing can tell what somebody changed by hand since.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="The line in her list, counted from 1.")
    position = models.PositiveIntegerField(default=0, help_text="Two tables beside each other share their lines.")
    cells = models.JSONField(default=list)
    context = models.JSONField(default=dict)
    repairs = models.JSONField(default=dict)
    reading = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=RowState.choices, default=RowState.GOOD)
    made = models.JSONField(default=dict)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["batch", "state", "position"])]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number}"
