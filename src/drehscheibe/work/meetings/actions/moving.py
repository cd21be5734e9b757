"""What changes after people know of a meeting: another time or place, a cancellation, a second call.

The rule for answers: another place leaves them as they are. Another time keeps them to be read, but they count as none
(`Invitee.is_to_old_date`) until she answers anew; who was excused may well come now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.work.bodies.queries.rules import game_of

from .. import access
from .. import invitation_words as words
from ..mails import invitation as mails
from ..mails.invitation import Said
from ..models import AgendaItem, Invitee, Meeting
from ..queries import inviting as queries
from ..vocabulary import Answer, ItemState, MailKind, MeetingState
from .hosting import ask_host_anew, release_host
from .inviting import locked
from .meetings import step
from .post import drop_waiting, note_letters, send_mails
from .publicly import dates_changed

LETTER_TAKES = timedelta(days=4)
"""A letter that would come after the meeting is not written; these people are called."""
TIME_FIELDS = ("starts_at", "ends_at")
PLACE_FIELDS = (
    "form", "place_name", "room", "street", "postcode", "town", "entrance", "stop", "is_step_free", "online_url", "dial_in",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a change reached: by mail, by letter, and who has to be called."""

    mails: int
    letters: int
    calls: int
    at_once: bool


@transaction.atomic
def move(meeting: Meeting, values: Mapping[str, Any], *, note: str = "", by: Actor) -> Told:
    """Change time or place of a meeting and tell everybody who knows of it.

    Raises ValidationError where nothing changes, the new time is over, or the meeting has begun or is cancelled.
    """
    meeting = locked(meeting)
    require(access.can_send(by, meeting))
    changed = [
        name for name in (*TIME_FIELDS, *PLACE_FIELDS) if name in values and values[name] != getattr(meeting, name)
    ]
    _may_move(meeting, values, changed)
    old_when, old_place, old_start = words.when(meeting), words.place_line(meeting), meeting.starts_at
    time_changed = any(name in TIME_FIELDS for name in changed)
    new = {name: values[name] for name in changed}
    Meeting.objects.filter(pk=meeting.pk).update(**new, sequence=F("sequence") + 1, version=F("version") + 1)
    meeting = locked(meeting)
    dates_changed(meeting)
    if time_changed:
        _let_answers_age(meeting)
        ask_host_anew(meeting, by=by)
    said = mails.moved_said(meeting, old=old_when if time_changed else old_place, time_changed=time_changed, note=note)
    title = _("Änderung: %(title)s") % {"title": meeting.title}
    drop_waiting(meeting, why=_("Das Treffen wurde verlegt."), kinds=[MailKind.REMINDER, MailKind.UPDATE])
    told = _tell(meeting, said, kind=MailKind.UPDATE, title=title, soonest=min(old_start, meeting.starts_at), by=by)
    audit.record(by, "meeting.moved", meeting, fields=changed, mails=told.mails)
    return told


def _may_move(meeting: Meeting, values: Mapping[str, Any], changed: Sequence[str]) -> None:
    if meeting.state not in {MeetingState.DRAFT, MeetingState.INVITED}:
        raise ValidationError(_("Dieses Treffen lässt sich nicht mehr verlegen."))
    if not changed:
        raise ValidationError(_("Sie haben nichts geändert. Wählen Sie einen anderen Termin oder Ort."))
    if values.get("starts_at", meeting.starts_at) <= timezone.now():
        raise ValidationError(_("Der neue Termin liegt in der Vergangenheit."))


def _let_answers_age(meeting: Meeting) -> None:
    answered = Invitee.objects.filter(meeting=meeting).exclude(answer=Answer.NONE)
    answered.update(is_to_old_date=True)
    Invitee.objects.filter(meeting=meeting).update(call_result="", called_at=None)


@transaction.atomic
def cancel(meeting: Meeting, *, reason: str, by: Actor) -> Told:
    """Cancel a meeting and tell everybody who knows of it; who was never told learns nothing.

    Raises ValidationError where it is over or cancelled already.
    """
    meeting = locked(meeting)
    require(access.can_send(by, meeting))
    step(meeting, MeetingState.CANCELLED, cancelled_at=timezone.now(), cancel_reason=reason, sequence=F("sequence") + 1)
    meeting = locked(meeting)
    waiting = [MailKind.INVITATION, MailKind.REMINDER, MailKind.UPDATE, MailKind.SAVE_THE_DATE]
    drop_waiting(meeting, why=_("Das Treffen ist abgesagt."), kinds=waiting)
    Invitee.objects.filter(meeting=meeting).update(call_result="", called_at=None)
    told = _tell(
        meeting,
        mails.cancelled_said(meeting),
        kind=MailKind.CANCELLATION,
        title=_("Absage: %(title)s") % {"title": meeting.title},
        soonest=meeting.starts_at,
        by=by,
    )
    release_host(meeting, by=by)
    audit.record(by, "meeting.cancelled", meeting, mails=told.mails)
    return told


def _tell(meeting: Meeting, said: Said, *, kind: MailKind, title: str, soonest: datetime, by: Actor) -> Told:
    """Tell everybody who knows of the meeting; the mails leave at once where there is no time to stop them."""
    plan = queries.plan_for(queries.told(meeting))
    at_once = soonest - timezone.now() < queries.SOON
    numbers = {row.pk: meeting.sequence for row in plan.all}
    in_time = soonest - timezone.now() >= LETTER_TAKES
    sent = send_mails(
        meeting, plan.mails, kind=kind, said=said, numbers=numbers, title=title, at_once=at_once, by=by
    )  # fmt: skip
    letters = note_letters(plan.letters, kind=kind, numbers=numbers) if in_time else 0
    calls = len(plan.calls) + (0 if in_time else len(plan.letters))
    return Told(len(plan.mails) if sent else 0, letters, calls, at_once)


# Second call


@transaction.atomic
def call_second(meeting: Meeting, *, starts_at: datetime, by: Actor) -> Meeting:
    """Begin a draft with the same agenda, place and length, which decides whoever comes.

    Raises ValidationError where the rules know no second call, there is one already, or the first is still ahead.
    """
    meeting = locked(meeting)
    require(access.can_run(by, meeting))
    if not game_of(meeting.body).second_call:
        raise ValidationError(_("Ihre Spielregeln kennen kein zweites Treffen mit derselben Tagesordnung."))
    if Meeting.objects.filter(second_call_of=meeting).exclude(state=MeetingState.CANCELLED).exists():
        raise ValidationError(_("Das zweite Treffen ist schon angelegt."))
    if meeting.state in {MeetingState.DRAFT, MeetingState.CANCELLED}:
        raise ValidationError(_("Ein zweites Treffen gibt es erst, wenn das erste stattgefunden hat."))
    if starts_at <= meeting.ends_at or starts_at <= timezone.now():
        raise ValidationError(_("Das zweite Treffen muss nach dem ersten liegen."))
    new = Meeting.objects.create(
        body=meeting.body, second_call_of=meeting, previous=meeting, title=meeting.title, audience=meeting.audience,
        starts_at=starts_at, ends_at=starts_at + (meeting.ends_at - meeting.starts_at),
        intro=meeting.intro, chair=meeting.chair, minute_taker=meeting.minute_taker, host=meeting.host,
        host_confirmed_at=meeting.host_confirmed_at, childcare=meeting.childcare, interpreter=meeting.interpreter,
        **{name: getattr(meeting, name) for name in PLACE_FIELDS},
    )  # fmt: skip
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=new, rank=item.rank, kind=item.kind, title=item.title, text=item.text, minutes=item.minutes,
            owner_organisation_id=item.owner_organisation_id, owner_body_id=item.owner_body_id,
            owner_name=item.owner_name,
        )
        for item in meeting.items.filter(state=ItemState.ACCEPTED)
    )  # fmt: skip
    audit.record(by, "meeting.second_call", new)
    return new
