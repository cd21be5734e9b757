"""May she do that? The same functions for doors, actions and templates."""

from django.db.models import Q

from drehscheibe.ground.outbox import access as outbox
from drehscheibe.ground.tenancy.access import Actor, Machine, Visitor
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.bodies import access as bodies
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Contact, Organisation

from .models import HostRequest, Invitee, Meeting, PollVoter, Task
from .vocabulary import InviteeKind

Reader = Actor | Invitee
"""Who reads: somebody of the team, who stands on the list of a meeting and came by a link of her own, or everybody."""
EVERYBODY = Visitor()
"""The reader of what goes round: mails, letters, papers for the hall."""

INVITATION_PURPOSE = "meeting.invitation"
"""Answers an invitation, reads its papers, proposes an item; its subject is the invitee."""
HOST_PURPOSE = "meeting.host"
"""Answers the question whether a partner hosts; its subject is the host request."""
POLL_PURPOSE = "meeting.poll"
"""Answers a date poll; its subject is the voter."""
FEED_PURPOSE = "meeting.feed"
"""A calendar of one's own; its subject is the person."""
TEAM_FEED_PURPOSE = "meeting.team_feed"
"""All meetings as a calendar for somebody of the team; its subject is the member."""
TASK_PURPOSE = "meeting.task"
"""Says how a task stands; its subject is the task."""
MINUTES_PURPOSE = "meeting.minutes"
"""Reads the minutes and remarks on them; its subject is the invitee."""
PURPOSES = (INVITATION_PURPOSE, HOST_PURPOSE, POLL_PURPOSE, FEED_PURPOSE, TASK_PURPOSE, MINUTES_PURPOSE)


def can_see_meetings(by: Actor) -> bool:
    return isinstance(by, Machine) or (isinstance(by, Member) and by.may(Capability.SEE_MEETINGS))


def can_edit_meetings(by: Actor) -> bool:
    """Plan for the whole alliance: series, hosts, dates of the year."""
    return bodies.can_edit_bodies(by)


def can_subscribe(by: Actor) -> bool:
    """Have a calendar of one's own: whoever has a personal page, and the team."""
    return can_see_meetings(by) or (isinstance(by, Link) and by.purpose == PAGE_PURPOSE)


def can_run(by: Actor, meeting: Meeting) -> bool:
    """Prepare a meeting, invite to it, write its minutes: the coordination, a group's lead for her own group."""
    return bodies.can_lead(by, meeting.body)


def can_plan(by: Actor, body: Body) -> bool:
    return bodies.can_lead(by, body)


def can_send(by: Actor, meeting: Meeting) -> bool:
    """Send mail in the name of the alliance: who may run the meeting, also a group's lead to her own group."""
    return can_run(by, meeting) and (outbox.can_send(by) or not can_edit_meetings(by))


def sender(by: Actor) -> Actor:
    """Return who begins a run of mails for `by`, who passed `can_send`: a group's lead writes through the house."""
    return by if outbox.can_send(by) else Machine("meetings.group")


# What is confidential


def sees_confidential(by: Reader, meeting: Meeting) -> bool:
    """Read the confidential items of a meeting: whoever may lead its body, and who is invited to it with a seat.

    The instance itself does not: what it makes goes round, as mail or paper.
    """
    if isinstance(by, Invitee):
        return by.meeting_id == meeting.pk and by.kind == InviteeKind.SEAT and by.removed_at is None
    return isinstance(by, Member) and can_run(by, meeting)


def items_seen_by(by: Reader, meeting: Meeting, *, item: str = "") -> Q:
    """Return the condition on items of one meeting; `item` is the way to the item from rows that belong to one."""
    return Q() if sees_confidential(by, meeting) else ~Q(**{_flag(item): True})


def rows_seen_by(by: Actor, *, item: str = "", body: str = "meeting__body") -> Q:
    """Return the same for rows of many meetings: `item` is the way to the item or decision, `body` that to the group."""
    if not isinstance(by, Member):
        return ~Q(**{_flag(item): True})
    if can_edit_meetings(by):
        return Q()
    open_ones = ~Q(**{_flag(item): True})
    return open_ones | Q(**{f"{body}__lead": by.pk}) if by.may(Capability.LEAD_GROUPS) else open_ones


def tasks_seen_by(by: Actor) -> Q:
    return rows_seen_by(by, item="entry__item", body="body")


def _flag(item: str) -> str:
    return f"{item}__is_confidential" if item else "is_confidential"


def can_answer(by: Actor, invitee: Invitee) -> bool:
    """Answer an invitation: who got it, on her own page too, or the team for somebody who phoned."""
    if not isinstance(by, Link):
        return can_run(by, invitee.meeting)
    if by.purpose == PAGE_PURPOSE:
        return invitee.person_id == by.subject_id
    return by.purpose == INVITATION_PURPOSE and by.subject_id == invitee.pk


def can_answer_host(by: Actor, request: HostRequest) -> bool:
    if not isinstance(by, Link):
        return can_run(by, request.meeting)
    return (by.purpose == HOST_PURPOSE and by.subject_id == request.pk) or _speaks_for(by, request.organisation_id)


def can_block(by: Actor, organisation: Organisation | None) -> bool:
    """Block days: the coordination for everybody, a partner for itself, through a question about hosting or its page."""
    if not isinstance(by, Link):
        return can_edit_meetings(by)
    if organisation is None:
        return False
    if by.purpose == HOST_PURPOSE:
        return HostRequest.objects.filter(pk=by.subject_id, organisation=organisation).exists()
    return _speaks_for(by, organisation.pk)


def _speaks_for(by: Link, organisation_id: int) -> bool:
    """Whoever opened her own page acts for the partners whose contact she is."""
    own_page = by.purpose == PAGE_PURPOSE
    return own_page and Contact.objects.filter(person=by.subject_id, organisation=organisation_id).exists()


def can_vote(by: Actor, voter: PollVoter) -> bool:
    if not isinstance(by, Link):
        return bodies.can_lead(by, voter.poll.body)
    return (by.purpose == POLL_PURPOSE and by.subject_id == voter.pk) or _speaks_for(by, voter.organisation_id)


def can_update_task(by: Actor, task: Task) -> bool:
    """Say how a task stands: who took it on, or the team."""
    if not isinstance(by, Link):
        return can_edit_meetings(by) or (task.body is not None and bodies.can_lead(by, task.body))
    if by.purpose == PAGE_PURPOSE:
        return task.person_id == by.subject_id
    return by.purpose == TASK_PURPOSE and by.subject_id == task.pk


def can_remark(by: Actor, invitee: Invitee) -> bool:
    """Say what should read differently in the minutes: whoever was invited."""
    if not isinstance(by, Link):
        return can_run(by, invitee.meeting)
    return by.purpose in {MINUTES_PURPOSE, INVITATION_PURPOSE} and by.subject_id == invitee.pk
