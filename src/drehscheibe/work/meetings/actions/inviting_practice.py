"""What was only practised goes when the alliance goes live.

Until then no mail has left the house: whatever an invitation, a question or a link brought was said by the team to
itself. What the team wrote, decided or heard on the telephone stays.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.partners.queries.greeting import alliance

from .. import access
from ..models import (
    AgendaItem,
    Decision,
    Entry,
    HostRequest,
    HostTurn,
    Invitee,
    LetterBatch,
    Meeting,
    MeetingMail,
    Minutes,
    Poll,
    PollVoter,
    Presence,
    Remark,
    Reply,
    Stroke,
    Task,
    TaskUpdate,
)
from ..queries.hosting import ANSWER_FIELDS, PLACE_FIELDS
from ..vocabulary import HostState, InviteeKind, MeetingState, MinutesState, ReplyChannel, StrokeKind, TaskState

_BEGUN = [MeetingState.RUNNING, MeetingState.MINUTES, MeetingState.APPROVED]
_YES_NO = ("is_step_free", "has_projector", "has_coffee")


@transaction.atomic
def end_practice(*, by: Actor) -> int:
    """Put meetings that were invited in practice back to drafts; return how many were practised.

    Their mails, letters and answers go, who was on the list stays. So do questions to hosts, date polls and the year's
    dates: everybody is asked and told anew. All links about meetings end: they lie in the practice mailbox, where the
    whole team could have read them. An evening that really was stays with its answers, text and numbers; one that was
    played through before its day goes altogether.
    """
    require(access.can_edit_meetings(by))
    number = Meeting.objects.filter(is_practice=True).count()
    held = Meeting.objects.filter(state__in=_BEGUN, starts_at__lte=timezone.now())
    back = list(Meeting.objects.filter(_practised()).exclude(pk__in=held.values("pk")))
    MeetingMail.objects.all().delete()
    LetterBatch.objects.all().delete()
    _forget_evenings(back)
    _forget_answers(back)
    _back_to_draft(back)
    Meeting.objects.update(is_practice=False, dates_sent_at=None)
    _forget_minutes_sent()
    _forget_hosts()
    _forget_polls()
    _forget_task_updates()
    Link.objects.filter(purpose__in=access.PURPOSES, revoked_at=None).update(revoked_at=timezone.now())
    audit.record(by, "meeting.practice_ended", alliance(), meetings=number)
    return number


def _practised() -> Q:
    """Return which meetings were invited to, or played through before their day."""
    return Q(is_practice=True) | Q(state__in=_BEGUN, starts_at__gt=timezone.now())


def _back_to_draft(back: Sequence[Meeting]) -> None:
    Meeting.objects.filter(pk__in=[one.pk for one in back]).update(
        state=MeetingState.DRAFT, invited_at=None, opened_at=None, closed_at=None, cancelled_at=None, cancel_reason="",
        sequence=0, version=F("version") + 1,
    )  # fmt: skip
    # Nobody has the old date in her calendar.
    Meeting.objects.filter(state=MeetingState.DRAFT).update(sequence=0)


def _forget_answers(back: Sequence[Meeting]) -> None:
    rows = Invitee.objects.filter(meeting__in=back)
    Reply.objects.filter(invitee__in=rows).delete()
    rows.update(
        answer="", count=1, needs="", wish="", proxy_name="", proxy_email="", answered_at=None, answered_how="",
        answered_by="", is_to_old_date=False, call_result="", called_at=None, invited_at=None, posted_on=None,
        votes_for=None,
    )  # fmt: skip


def _forget_evenings(back: Sequence[Meeting]) -> None:
    """Take away what was played through: else everybody who was tapped then would sit there on the evening itself."""
    tapped = Stroke.objects.filter(meeting__in=back, what=StrokeKind.GUEST).values("invitee")
    guests = Invitee.objects.filter(meeting__in=back, kind=InviteeKind.GUEST, pk__in=tapped)
    added = list(guests.values_list("pk", flat=True))
    AgendaItem.objects.filter(pk__in=list(_approvals_of(back))).delete()
    for table in (Decision, Task, Minutes, HostTurn, Presence, Entry, Stroke):
        table._default_manager.filter(meeting__in=back).delete()
    Invitee.objects.filter(pk__in=added).delete()
    AgendaItem.objects.filter(meeting__in=back).update(done_at=None)


def _approvals_of(back: Sequence[Meeting]) -> QuerySet[Minutes, int]:
    """Return the items „Protokoll vom … genehmigen“ that stand on later agendas because of these evenings."""
    found = Minutes.objects.filter(meeting__in=back, approval_item__isnull=False)
    return found.values_list("approval_item_id", flat=True)


def _forget_minutes_sent() -> None:
    """Let results and minutes be sent anew; silence of people who never got them approves nothing."""
    Remark.objects.filter(member=None).delete()
    by_silence = Minutes.objects.filter(state=MinutesState.APPROVED, approved_by=None)
    Meeting.objects.filter(record__in=by_silence).update(state=MeetingState.MINUTES, version=F("version") + 1)
    unread = Minutes.objects.filter(Q(state=MinutesState.SENT) | Q(pk__in=by_silence.values("pk")))
    unread.update(
        state=MinutesState.DRAFT, sent_at=None, round=0, approves_on=None, approved_at=None, approved_how="", pdf=b"",
        print_state="", version=F("version") + 1,
    )  # fmt: skip
    Minutes.objects.update(results_sent_at=None)


def _forget_hosts() -> None:
    """Take back questions and answers by link; what a partner said on the telephone counts."""
    by_link = HostRequest.objects.filter(answered_how=ReplyChannel.LINK, meeting__starts_at__gt=timezone.now())
    hosted = list(by_link.filter(state=HostState.YES).values_list("meeting_id", flat=True))
    Meeting.objects.filter(pk__in=hosted).update(
        host=None, host_confirmed_at=None, is_step_free=None, seats_in_room=None, equipment="",
        version=F("version") + 1, **dict.fromkeys(PLACE_FIELDS, ""),
    )  # fmt: skip
    by_link.filter(state=HostState.NO).delete()
    again = HostRequest.objects.filter(Q(state=HostState.ASKED) | Q(pk__in=by_link.values("pk"), state=HostState.YES))
    again.update(
        state=HostState.PROPOSED, asked_at=None, reminded_at=None, answered_at=None, answered_by="", answered_how="",
        other_dates="", **_empty_answer(),
    )  # fmt: skip


def _empty_answer() -> dict[str, Any]:
    return {name: None if name in _YES_NO or name == "seats" else "" for name in ANSWER_FIELDS}


def _forget_polls() -> None:
    """Ask everybody anew in polls that go on; one that has ended has its meeting."""
    PollVoter.objects.filter(poll__closed_at=None).delete()
    Poll.objects.filter(closed_at=None).update(asked_at=None)


def _forget_task_updates() -> None:
    """Put tasks back to what the team itself said last."""
    by_link = TaskUpdate.objects.filter(channel="link")
    tasks = list(Task.objects.filter(pk__in=by_link.values("task")))
    by_link.delete()
    for task in tasks:
        last = TaskUpdate.objects.filter(task=task).first()
        task.state, task.declined_at = (last.state if last else TaskState.OPEN), None
        task.done_at = last.made_at if last and last.state == TaskState.DONE else None
        task.version += 1
        task.save(update_fields=["state", "declined_at", "done_at", "version"])
    Task.objects.update(reminded_on=None)
