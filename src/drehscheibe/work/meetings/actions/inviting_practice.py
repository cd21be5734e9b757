"""What was only practised goes when the alliance goes live."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.partners.queries.greeting import alliance

from .. import access
from ..models import Invitee, LetterBatch, Meeting, MeetingMail, Reply
from ..vocabulary import MeetingState


@transaction.atomic
def end_practice(*, by: Actor) -> int:
    """Put meetings that were invited in practice back to drafts; return how many.

    Their mails, letters and answers go, who was on the list stays. All links about meetings end: they lie in the
    practice mailbox, where the whole team could have read them. A meeting whose evening was practised as far as the
    minutes stays as it is; it is the team's own text.
    """
    require(access.can_edit_meetings(by))
    practised = list(Meeting.objects.filter(is_practice=True))
    rows = Invitee.objects.filter(meeting__in=practised)
    Reply.objects.filter(invitee__in=rows).delete()
    MeetingMail.objects.filter(invitee__in=rows).delete()
    LetterBatch.objects.filter(meeting__in=practised).delete()
    rows.update(
        answer="", count=1, needs="", wish="", proxy_name="", proxy_email="", answered_at=None, answered_how="",
        answered_by="", is_to_old_date=False, call_result="", called_at=None, invited_at=None, posted_on=None,
        votes_for=None,
    )  # fmt: skip
    back = Meeting.objects.filter(
        is_practice=True, state__in=[MeetingState.INVITED, MeetingState.RUNNING, MeetingState.CANCELLED]
    )
    back.update(
        state=MeetingState.DRAFT, invited_at=None, dates_sent_at=None, opened_at=None, cancelled_at=None,
        cancel_reason="", sequence=0, version=F("version") + 1,
    )  # fmt: skip
    Meeting.objects.filter(is_practice=True).update(is_practice=False)
    Link.objects.filter(purpose__in=access.PURPOSES, revoked_at=None).update(revoked_at=timezone.now())
    audit.record(by, "meeting.practice_ended", alliance(), meetings=len(practised))
    return len(practised)
