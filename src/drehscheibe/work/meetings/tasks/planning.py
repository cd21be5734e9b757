"""What the worker does for planning: silent hosts and voters are reminded once, partners that left are asked no more."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.crossing import each_alliance_with
from drehscheibe.work.partners.vocabulary import State

from ..actions import hosting, polls
from ..models import HostRequest, Poll
from ..queries.hosting import AHEAD, OPEN, REMIND_AFTER
from ..vocabulary import HostState

REMIND_BEFORE_END = timedelta(days=2)
_PLANNER = Machine("meetings.planner")


def tend_hosts() -> int:
    """Take back questions that have become pointless, then remind who was asked five days ago; each is reminded once.

    After days asleep it does the same: what lies in the past by then is taken back, not reminded. Returns how many
    were reminded.
    """
    reminded = 0
    for _alliance in each_alliance_with(HostRequest, state__in=OPEN):
        for row in _open_requests():
            if row.organisation.state != State.MEMBER:
                hosting.withdraw_gone(row, by=_PLANNER)
            elif row.state == HostState.ASKED and not _is_ahead(row):
                hosting.expire(row, by=_PLANNER)
            elif _is_due(row):
                reminded += hosting.remind_host(row, by=_PLANNER)
    return reminded


def _open_requests() -> list[HostRequest]:
    ahead = Q(meeting__state__in=AHEAD, meeting__starts_at__gt=timezone.now())
    rows = HostRequest.objects.filter(ahead | Q(state=HostState.ASKED), state__in=OPEN)
    return list(rows.select_related("organisation", "meeting__body"))


def _is_ahead(row: HostRequest) -> bool:
    return row.meeting.state in AHEAD and row.meeting.starts_at > timezone.now()


def _is_due(row: HostRequest) -> bool:
    waits = row.state == HostState.ASKED and row.reminded_at is None
    return waits and row.asked_at is not None and row.asked_at <= timezone.now() - REMIND_AFTER


def remind_voters() -> int:
    """Remind who has not answered a date poll, two days before its end; once, and never after it."""
    today = timezone.localdate()
    soon = {"closed_at": None, "asked_at__isnull": False, "answer_by__gte": today,
            "answer_by__lte": today + REMIND_BEFORE_END}  # fmt: skip
    reminded = 0
    for _alliance in each_alliance_with(Poll, **soon):
        for poll in Poll.objects.filter(**soon).select_related("body"):
            reminded += polls.remind_poll(poll, by=_PLANNER)
    return reminded
