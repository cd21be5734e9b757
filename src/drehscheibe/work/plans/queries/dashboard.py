"""What of needs and positions wants somebody's eye today, for the first page of the rooms."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from drehscheibe.ground.tenancy.models import Member

from .. import access
from ..models import Need, Position
from .needs import WAITING
from .positions import AT_WORK

AHEAD = timedelta(days=21)
"""So long before its day a position comes to mind."""


def needs_waiting(member: Member) -> QuerySet[Need]:
    """Return the needs without an answer that she may answer, the longest waiting first."""
    if not access.can_edit_projects(member):
        return Need.objects.none()
    return Need.objects.filter(access.seen_by(member), state__in=WAITING).order_by("received_at", "pk")


def positions_due(member: Member) -> QuerySet[Position]:
    """Return the positions not handed over yet whose day is near or over, the most pressing first."""
    if not access.can_edit_projects(member):
        return Position.objects.none()
    until = timezone.localdate() + AHEAD
    rows = Position.objects.filter(access.seen_by(member), state__in=AT_WORK, deadline_on__lte=until)
    return rows.order_by("deadline_on", "pk")
