"""Until when items may be proposed, by whom, and what became of one's own."""

from datetime import date, timedelta

from django.utils import timezone

from drehscheibe.work.bodies.models import Seat
from drehscheibe.work.bodies.queries.rules import game_of
from drehscheibe.work.bodies.rules import latest_notice

from ..access import items_seen_by
from ..models import AgendaItem, Invitee, Meeting
from ..vocabulary import MeetingState


def can_still_propose(meeting: Meeting, *, today: date | None = None) -> bool:
    """Proposals are taken until the evening before; on the day itself people say it aloud."""
    day = timezone.localtime(meeting.starts_at).date()
    return meeting.state in {MeetingState.DRAFT, MeetingState.INVITED} and (today or timezone.localdate()) < day


def last_day(meeting: Meeting) -> date:
    return timezone.localtime(meeting.starts_at).date() - timedelta(days=1)


def decisions_until(meeting: Meeting) -> date | None:
    """Return until when something must be on the agenda to be decided; None where there is no notice period.

    Members must know from the invitation what will be decided (§ 32 (1) 2 BGB); what comes later can be talked about.
    """
    rules = game_of(meeting.body)
    if not rules.notice_days:
        return None
    return latest_notice(timezone.localtime(meeting.starts_at).date(), rules.notice_days)


def groups_of(invitee: Invitee) -> list[tuple[int, str]]:
    """Return the groups that somebody's partner sits in, other than the one that meets."""
    if invitee.organisation_id is None:
        return []
    rows = Seat.objects.filter(organisation=invitee.organisation_id, ended_on=None, body__closed_on=None)
    rows = rows.exclude(body=invitee.meeting.body_id).order_by("body__rank", "body_id")
    return list(rows.values_list("body_id", "body__name"))


def proposals_of(invitee: Invitee) -> list[AgendaItem]:
    """Return what somebody proposed for the meeting, with what became of it."""
    rows = AgendaItem.objects.filter(
        items_seen_by(invitee, invitee.meeting), meeting=invitee.meeting_id, proposer=invitee
    )
    return list(rows.order_by("pk"))
