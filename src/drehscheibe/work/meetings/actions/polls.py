"""Date polls: made, asked, answered, reminded, ended with a meeting."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.outbox import access as outbox
from drehscheibe.ground.outbox.actions import start_sending
from drehscheibe.ground.outbox.models import Sending
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.bodies.queries.seats import sittings
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.queries.page import is_renewed

from .. import access
from ..mails import polls as mails
from ..models import Meeting, Poll, PollDate, PollVote, PollVoter
from ..queries import polls as queries
from ..vocabulary import PollAnswer
from .meetings import add_meeting

SENDING_KIND = "poll"
LEAST_DATES = 2


@transaction.atomic
def save_poll(poll: Poll | None, values: Mapping[str, Any], dates: Sequence[datetime], *, by: Actor) -> Poll:
    """Make a poll, or change one; a date that is taken out takes its answers with it.

    Raises ValidationError for fewer than two dates, and where it has ended.
    """
    require(access.can_plan(by, values["body"]) and (poll is None or access.can_plan(by, poll.body)))
    wanted = set(dates)
    if len(wanted) < LEAST_DATES:
        raise ValidationError(_("Bitte geben Sie mindestens zwei Termine zur Wahl."))
    if poll is not None and poll.closed_at is not None:
        raise ValidationError(_("Diese Umfrage ist beendet."))
    row = poll or Poll()
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    row.dates.exclude(starts_at__in=wanted).delete()
    have = set(row.dates.values_list("starts_at", flat=True))
    PollDate.objects.bulk_create(PollDate(poll=row, starts_at=one) for one in sorted(wanted - have))
    audit.record(by, "poll.changed" if poll else "poll.added", row)
    return row


@transaction.atomic
def ask_poll(poll: Poll, *, by: Actor) -> int:
    """Ask everybody in the body who was not asked yet; return to how many a mail goes.

    Raises ValidationError where everybody was asked.
    """
    require(access.can_plan(by, poll.body))
    lock_alliance()
    _open(poll)
    asked = set(poll.voters.values_list("organisation_id", flat=True))
    new = [one for one in sittings(poll.body) if one.organisation.pk not in asked]
    if not new:
        raise ValidationError(_("Alle sind schon gefragt."))
    PollVoter.objects.bulk_create(PollVoter(poll=poll, organisation=one.organisation, person=one.person) for one in new)
    voters = list(poll.voters.exclude(organisation__in=asked).select_related("person", "organisation", "poll"))
    by_mail = [one for one in voters if one.person and one.person.email]
    if by_mail:
        title = ngettext("Terminumfrage an einen Partner", "Terminumfrage an %(number)s Partner", len(by_mail))
        mails.queue_poll(by_mail, is_reminder=False, sending=_sending(title, len(by_mail), by))
    Poll.objects.filter(pk=poll.pk, asked_at=None).update(asked_at=timezone.now())
    poll.refresh_from_db()
    audit.record(by, "poll.asked", poll, partners=len(new))
    return len(by_mail)


@transaction.atomic
def vote(voter: PollVoter, answers: Mapping[int, str], *, remark: str = "", who: str, by: Actor) -> None:
    """Take the answers of a partner, all anew; `answers` are date → answer. Raises ValidationError where it has ended."""
    require(access.can_vote(by, voter))
    lock_alliance()
    _open(voter.poll)
    known = set(voter.poll.dates.values_list("pk", flat=True))
    PollVote.objects.filter(voter=voter).delete()
    PollVote.objects.bulk_create(
        PollVote(date_id=date, voter=voter, answer=PollAnswer(answer))
        for date, answer in answers.items()
        if date in known and answer in PollAnswer.values
    )
    PollVoter.objects.filter(pk=voter.pk).update(answered_at=timezone.now(), answered_by=who[:120], remark=remark[:300])
    if voter.alliance.is_live:
        Organisation.objects.filter(pk=voter.organisation_id).update(heard_at=timezone.now())
    audit.record(by, "poll.answered", voter.poll)


@transaction.atomic
def remind_poll(poll: Poll, *, by: Actor) -> int:
    """Ask the silent ones once more; each is reminded once. Returns how many."""
    require(access.can_plan(by, poll.body))
    lock_alliance()
    _open(poll)
    voters = queries.silent(poll)
    if voters:
        title = ngettext("Erinnerung an einen Partner", "Erinnerung an %(number)s Partner", len(voters))
        mails.queue_poll(voters, is_reminder=True, sending=_sending(title, len(voters), by))
        PollVoter.objects.filter(pk__in=[one.pk for one in voters]).update(reminded_at=timezone.now())
        audit.record(by, "poll.reminded", poll, partners=len(voters))
    return len(voters)


@transaction.atomic
def close_poll(poll: Poll, date: PollDate | None, *, by: Actor) -> Meeting | None:
    """End a poll, with a draft of a meeting on the chosen date or without one. Ended twice it stays as it is."""
    require(access.can_plan(by, poll.body))
    lock_alliance()
    poll.refresh_from_db()
    if poll.closed_at is not None:
        return poll.meeting
    if date is not None:
        ends = date.starts_at + timedelta(minutes=poll.minutes)
        values = {"title": poll.title, "starts_at": date.starts_at, "ends_at": ends}
        poll.meeting = add_meeting(poll.body, values, by=by)
    poll.closed_at = timezone.now()
    poll.save(update_fields=["meeting", "closed_at"])
    audit.record(by, "poll.closed", poll)
    return poll.meeting


@transaction.atomic
def renew_poll_link(voter: PollVoter, link: Link) -> None:
    """Send a fresh link to the address of an expired one, once, for whoever holds the old one."""
    require(access.can_vote(link, voter))
    lock_alliance()
    if not is_renewed(link):
        mails.queue_poll_link(voter, link)


def _open(poll: Poll) -> None:
    poll.refresh_from_db()
    if poll.closed_at is not None:
        raise ValidationError(_("Diese Umfrage ist beendet: Der Termin steht fest."))


def _sending(title: str, number: int, by: Actor) -> Sending | None:
    if not outbox.can_send(by):
        return None
    return start_sending(kind=SENDING_KIND, title=title % {"number": number}, by=by)
