"""Before an invitation goes out: who would get what, whether it is in time, who can be reminded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.timezone import localdate

from drehscheibe.work.bodies.queries.rules import game_of
from drehscheibe.work.bodies.rules import is_in_time, latest_notice

from ..models import Invitee, Meeting, MeetingMail
from ..vocabulary import THERE, Answer, Channel, HostState, MailKind, MeetingState
from . import people as queries
from .people import OPEN, on_list

USUAL_DAYS = 7
"""So long before the meeting answers are asked for, where nobody says otherwise."""
SOONEST_DAYS = 3
SOON = timedelta(hours=24)
"""Closer than this to the beginning, news leave at once: five minutes to stop them would be five minutes too late."""


# Who gets what


@dataclass(frozen=True, slots=True)
class Plan:
    """What one press of the button would do; `calls` are those whom only the telephone reaches."""

    mails: list[Invitee]
    letters: list[Invitee]
    calls: list[Invitee]

    @property
    def count(self) -> int:
        return len(self.mails) + len(self.letters)

    @property
    def all(self) -> list[Invitee]:
        return [*self.mails, *self.letters, *self.calls]


def plan(meeting: Meeting) -> Plan:
    """Return who on the list was not invited yet, by the way that reaches her; a stopped mail counts as none."""
    done = queries.invited_ids(meeting)
    return plan_for(row for row in on_list(meeting) if row.pk not in done)


def plan_for(rows: Iterable[Invitee]) -> Plan:
    """Sort people by the way that reaches them, by name."""
    found = sorted(rows, key=lambda row: queries.names_of(row)[0].casefold())
    by_way: dict[Channel, list[Invitee]] = {channel: [] for channel in Channel}
    for row in found:
        by_way[way_of(row)].append(row)
    return Plan(by_way[Channel.MAIL], by_way[Channel.LETTER], by_way[Channel.NONE])


def way_of(row: Invitee) -> Channel:
    """Return the way that works today: an address may have gone since the list was made."""
    if row.channel == Channel.MAIL:
        return Channel.MAIL if queries.address_of(row) else _by_post(row)
    return _by_post(row) if row.channel == Channel.LETTER else Channel.NONE


def _by_post(row: Invitee) -> Channel:
    partner = row.organisation
    reachable = partner is not None and partner.street and partner.postcode and partner.place
    return Channel.LETTER if reachable else Channel.NONE


# In time?


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice period of the body: `days` before `meeting_on`; mails count today, letters when they are posted."""

    days: int
    meeting_on: date
    today: date

    @property
    def last_day(self) -> date:
        return latest_notice(self.meeting_on, self.days)

    @property
    def is_late(self) -> bool:
        return not self.keeps(self.today)

    def keeps(self, on: date) -> bool:
        """Say whether a notice given or posted on a day is in time."""
        return is_in_time(noticed_on=on, meeting_on=self.meeting_on, notice_days=self.days)

    @property
    def earliest(self) -> date:
        """The first day on which the meeting could be if invited today."""
        return self.today + timedelta(days=self.days + 1)


def notice_of(meeting: Meeting) -> Notice | None:
    """Return whether an invitation of today is in time; None where the rules know no notice period."""
    days = game_of(meeting.body).notice_days
    if not days:
        return None
    return Notice(days, localdate(meeting.starts_at), localdate())


def waits_for_host(meeting: Meeting) -> bool:
    """Tell whether a partner stands as host, or was asked to be, that has not said yes."""
    if meeting.host_id is not None:
        return meeting.host_confirmed_at is None
    return meeting.host_requests.filter(state=HostState.ASKED).exists()


def usual_reply_by(meeting: Meeting) -> date:
    """Return a week before the meeting, or the day before where that is too soon to answer."""
    on = localdate(meeting.starts_at)
    usual = on - timedelta(days=USUAL_DAYS)
    return usual if usual >= localdate() + timedelta(days=SOONEST_DAYS) else max(localdate(), on - timedelta(days=1))


# Who can be reminded


def to_remind(meeting: Meeting) -> list[Invitee]:
    """Return who has not answered, can be reached by mail, and got no mail about this meeting today.

    While practising there is nothing to wait for.
    """
    invited = queries.invited_ids(meeting)
    rows = [row for row in on_list(meeting).filter(OPEN) if row.pk in invited]
    fresh = set() if meeting.is_practice else _written_today(meeting)
    return [row for row in rows if row.pk not in fresh and way_of(row) == Channel.MAIL]


def _written_today(meeting: Meeting) -> set[int]:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = MeetingMail.objects.filter(invitee__meeting=meeting, made_at__gte=midnight, is_letter=False)
    return set(rows.values_list("invitee_id", flat=True))


def is_open_to_answers(meeting: Meeting) -> bool:
    """Tell whether answers can still change anything: invited to, and not begun."""
    return meeting.state == MeetingState.INVITED and timezone.now() < meeting.starts_at


def coming(meeting: Meeting) -> list[Invitee]:
    """Return who said she comes, and not to an old date."""
    return list(on_list(meeting).filter(answer__in=THERE, is_to_old_date=False))


def told(meeting: Meeting) -> list[Invitee]:
    """Return who knows of the meeting on whatever way, so that a change has to be told."""
    sent = MeetingMail.objects.filter(invitee__meeting=meeting, dropped="").exclude(mail__state="stopped")
    known = set(sent.values_list("invitee_id", flat=True))
    rows = on_list(meeting)
    return [row for row in rows if row.pk in known or (row.channel == Channel.NONE and row.invited_at is not None)]


def to_call(meeting: Meeting) -> list[Invitee]:
    """Return whom a change or cancellation has to be told by telephone: first who comes, last who was excused."""
    rows = [row for row in told(meeting) if row.answer != Answer.EXCUSED]
    late = meeting.starts_at - (meeting.cancelled_at or timezone.now()) < SOON
    no_mail = [row for row in rows if way_of(row) != Channel.MAIL]
    return sorted(rows, key=lambda row: row.answer == Answer.NONE) if late else no_mail


def numbers_of(kind: MailKind, rows: Iterable[Invitee]) -> dict[int, int]:
    """Return invitee → the next number of a mail of this kind."""
    sent = MeetingMail.objects.filter(kind=kind, invitee__in=list(rows)).order_by()
    highest: dict[int, int] = {}
    for invitee_id, number in sent.values_list("invitee_id", "number"):
        highest[invitee_id] = max(highest.get(invitee_id, -1), number)
    return {key: number + 1 for key, number in highest.items()}
