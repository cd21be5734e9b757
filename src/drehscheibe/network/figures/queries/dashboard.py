"""What of the reports waits for somebody on her dashboard."""

from django.db.models import QuerySet
from django.utils import timezone

from drehscheibe.ground.tenancy.models import Member

from ..access import can_edit_figures
from ..models import YearReport
from ..vocabulary import ReportState


def reports_waiting(member: Member) -> QuerySet[YearReport]:
    """Return reports of years that are over and that nobody has finished, newest first; nothing for who may not write."""
    if not can_edit_figures(member):
        return YearReport.objects.none()
    return YearReport.objects.filter(state=ReportState.DRAFT, year__lt=timezone.localdate().year).order_by("-year")
