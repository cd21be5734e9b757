"""What of the reports waits for somebody on her dashboard."""

from django.utils import timezone

from drehscheibe.ground.tenancy.models import Member

from ..access import can_edit_figures
from ..models import YearReport
from ..vocabulary import ReportState


def reports_waiting(member: Member) -> list[YearReport]:
    """Return reports of years that are over and that nobody has finished, newest first; nothing for who may not write."""
    if not can_edit_figures(member):
        return []
    drafts = YearReport.objects.filter(state=ReportState.DRAFT, year__lt=timezone.localdate().year)
    return list(drafts.defer("pdf", "content", "texts"))
