"""What a meeting held again begins with: date, times, and who could host."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from drehscheibe.work.bodies.queries.rules import game_of
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.vocabulary import State

from ..models import Invitee, Meeting
from ..rules.dates import again
from ..vocabulary import Form, InviteeKind, MeetingState
from . import hosting
from .holidays import no_meeting
from .series import taken_days

SPARE = timedelta(days=5)
"""So long may it take until the invitation goes out, e.g. because the host is asked first."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The draft before it is one: `same_host` is the last host while it belongs to the alliance, `next_host` the rota's."""

    title: str
    day: date
    begins: time
    ends: time
    same_host: Organisation | None
    next_host: Organisation | None
    why: str
    has_place: bool


def last_of(kind: str = BodyKind.ASSEMBLY) -> Meeting | None:
    """Return the last meeting of a kind of body that took place, e.g. the last assembly, to be held again."""
    rows = Meeting.objects.filter(body__kind=kind, body__closed_on=None, starts_at__lt=timezone.now())
    return rows.exclude(state=MeetingState.CANCELLED).select_related("body").order_by("-starts_at", "-pk").first()


def last_assembly() -> Meeting | None:
    return last_of() or last_of(BodyKind.PLENUM)


def suggestion(meeting: Meeting) -> Suggestion:
    """Return what to begin with: the same weekday about a year later, in a series after its range, on no holiday."""
    held = timezone.localdate(meeting.starts_at)
    day = suggested_day(meeting)
    same = meeting.host if meeting.host and meeting.host.state == State.MEMBER else None
    asks = meeting.form != Form.ONLINE and (same is not None or bool(meeting.series and meeting.series.rotates))
    then, why = _next_host(meeting, day) if asks else (None, "")
    return Suggestion(
        title=meeting.title.replace(str(held.year), str(day.year)),
        day=day,
        begins=localtime(meeting.starts_at).time(),
        ends=localtime(meeting.ends_at).time(),
        same_host=same,
        next_host=then,
        why=why,
        has_place=bool(meeting.host_id is None and (meeting.place_name or meeting.online_url)),
    )


def suggested_day(meeting: Meeting) -> date:
    """Return a day that keeps the notice period of the body, and leaves some days to prepare the invitation."""
    held, today = timezone.localdate(meeting.starts_at), timezone.localdate()
    free = no_meeting(range(today.year, today.year + 3))
    taken = taken_days(range(today.year, today.year + 3))
    series = meeting.series
    weeks = (series.weeks_min + series.weeks_max) // 2 if series and series.is_active else None
    earliest = today + timedelta(days=game_of(meeting.body).notice_days + 1) + SPARE
    return again(held, earliest=earliest, weeks=weeks, fits=lambda day: not free.reason(day) and day not in taken)


def _next_host(meeting: Meeting, day: date) -> tuple[Organisation | None, str]:
    """Ask the rota as if the meeting stood there already."""
    at = localtime(meeting.starts_at).replace(year=day.year, month=day.month, day=day.day)
    planned = Meeting(body=meeting.body, starts_at=datetime.combine(day, at.time(), tzinfo=at.tzinfo))
    return hosting.propose_one(planned)


def guests_of(meeting: Meeting) -> list[Invitee]:
    return list(Invitee.objects.filter(meeting=meeting, kind=InviteeKind.GUEST, removed_at=None))


def day_hint(day: date) -> str:
    """Return why a day does not fit, "" where it does."""
    reason = no_meeting([day.year]).reason(day)
    return _("Am %(day)s: %(reason)s.") % {"day": f"{day:%d.%m.%Y}", "reason": reason} if reason else ""
