"""What speaks against a day for a meeting: nothing here forbids it, people know their reasons."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Meeting
from ..vocabulary import MeetingState
from ..wording import clock
from .holidays import no_meeting


def day_hints(meeting: Meeting) -> list[str]:
    """Return sentences about a day that is past, free for many, or taken by another meeting; three statements."""
    day = timezone.localtime(meeting.starts_at).date()
    hints = [_("Der Termin liegt in der Vergangenheit.")] if meeting.ends_at < timezone.now() else []
    if reason := no_meeting([day.year]).reason(day):
        hints.append(_("An diesem Tag ist: %(reason)s. Manche werden nicht können.") % {"reason": reason})
    for other in _same_day(meeting):
        hints.append(
            _("Am selben Tag, um %(time)s Uhr, ist schon „%(title)s“.")
            % {"time": clock(other.starts_at), "title": other.title}
        )
    return hints


def _same_day(meeting: Meeting) -> list[Meeting]:
    start = timezone.localtime(meeting.starts_at).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Meeting.objects.filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=1)).exclude(pk=meeting.pk)
    return list(rows.exclude(state=MeetingState.CANCELLED).order_by("starts_at", "pk")[:3])
