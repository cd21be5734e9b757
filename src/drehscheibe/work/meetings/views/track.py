"""Where a meeting stands, and the one step that comes next."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.ui.parts import Step

from ..models import Meeting, Minutes
from ..rules.states import TRACK
from ..vocabulary import MeetingState, MinutesState
from .way import url

_LATER: dict[str, tuple[str, Promise, str]] = {
    MeetingState.RUNNING: ("workspace_evening", gettext_lazy("Weiter mitschreiben"), ""),
    MeetingState.APPROVED: ("workspace_minutes", gettext_lazy("Protokoll lesen"), ""),
}
"""What waits once the evening has begun: route, label, icon; see also `_after`."""


@dataclass(frozen=True, slots=True)
class Next:
    """The main button of a meeting's page."""

    label: str
    url: str
    icon: str = ""


def station(meeting: Meeting, *, today: date) -> str:
    """Return where a meeting stands; on its day an invited one stands at „Heute“, before anybody opened the evening."""
    is_today = timezone.localtime(meeting.starts_at).date() <= today
    return MeetingState.RUNNING if meeting.state == MeetingState.INVITED and is_today else meeting.state


def steps(meeting: Meeting, *, today: date) -> list[Step]:
    """Return the stations with what is done, current and to do; none for a cancelled meeting."""
    if meeting.state == MeetingState.CANCELLED:
        return []
    now = TRACK.index(station(meeting, today=today))
    states = ["done" if number < now else "current" if number == now else "todo" for number in range(len(TRACK))]
    return [Step(str(MeetingState(key).label), state) for key, state in zip(TRACK, states, strict=True)]


def next_step(
    request: WorkspaceRequest, meeting: Meeting, *, receivers: int, still_open: int, today: date
) -> Next | None:
    """Return what the coordination does next with a meeting; None where nothing waits."""
    label: str | Promise
    if meeting.state == MeetingState.MINUTES:
        name, label, icon = _after(meeting)
    elif meeting.state in _LATER:
        name, label, icon = _LATER[meeting.state]
    elif meeting.state == MeetingState.CANCELLED:
        return None
    elif timezone.localtime(meeting.starts_at).date() <= today:
        name, label, icon = "workspace_evening", gettext_lazy("Abend beginnen"), ""
    elif meeting.state == MeetingState.DRAFT:
        name, label, icon = "workspace_meeting_invite", _invite(receivers), "mail"
    elif still_open:
        name, label, icon = "workspace_meeting_calls", _call(still_open), "call"
    else:
        return None
    return Next(str(label), url(request, name, meeting.pk), icon)


def _after(meeting: Meeting) -> tuple[str, Promise, str]:
    """Return what waits between the evening and the approval: first the results go out, then the minutes."""
    row = Minutes.objects.filter(meeting=meeting).only("state", "results_sent_at").first()
    if row is None or not (row.results_sent_at or row.state != MinutesState.DRAFT):
        return "workspace_results", gettext_lazy("Ergebnisse senden"), "mail"
    if row.state == MinutesState.DRAFT:
        return "workspace_minutes", gettext_lazy("Protokoll fertigstellen"), ""
    return "workspace_minutes", gettext_lazy("Protokoll ansehen"), ""


def _invite(number: int) -> str:
    text = ngettext("Einladung senden an einen Partner", "Einladung senden an %(number)s Partner", number)
    return text % {"number": number}


def _call(number: int) -> str:
    return ngettext("Eine fehlende Antwort erfragen", "%(number)s fehlende Antworten erfragen", number) % {
        "number": number
    }
