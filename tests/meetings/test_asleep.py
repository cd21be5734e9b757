"""A worker that slept for three days, and a mail server that was away for one: reminders and mails afterwards."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from drehscheibe.config.jobs import WORK
from drehscheibe.ground.outbox import line
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.jobs import worker
from drehscheibe.work.meetings.models import Invitee, Meeting, MeetingMail
from drehscheibe.work.meetings.vocabulary import MailKind
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.inviting.build import invited
from tests.rooms import furnish

PARTNERS = 12
IN_DAYS = 28


@pytest.fixture(autouse=True)
def _own_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test opens its own connection to a mail server that has had no trouble."""
    monkeypatch.setattr(line, "_line", line._Line())


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Everybody is invited and the mails are out; answers are due a week before."""
    furnish(cast.perle)
    today = timezone.localdate()
    with scope.alliance(cast.perle.pk):
        making.partners(PARTNERS)
        draft = making.meeting(
            making.body(), on=today + timedelta(days=IN_DAYS), reply_by=today + timedelta(days=IN_DAYS - 7)
        )
        found = invited(cast, draft)
    works(timezone.now() + timedelta(minutes=6))
    mail.outbox.clear()
    return found


def works(at: datetime) -> None:
    """Let the worker be awake at that moment, until nothing is due."""
    with time_machine.travel(at, tick=False):
        worker.run_until_empty(WORK)


def morning(meeting: Meeting, days_before: int, *, hour: int = 8) -> datetime:
    day = timezone.localtime(meeting.starts_at) - timedelta(days=days_before)
    return day.replace(hour=hour, minute=0)


def reminders(cast: Cast) -> Counter[tuple[bool, str]]:
    """Return how many reminders have a mail, and why those that have none were dropped."""
    with scope.alliance(cast.perle.pk):
        rows = MeetingMail.objects.filter(kind=MailKind.REMINDER).values_list("mail", "dropped")
        return Counter((sent is not None, why) for sent, why in rows)


def test_worker_that_slept_three_days_reminds_each_once(cast: Cast, meeting: Meeting) -> None:
    works(morning(meeting, 12))  # awake the last time; nothing is due yet
    assert reminders(cast) == Counter()
    for hour in (8, 9, 20):  # three days later, two days after the reminder was due
        works(morning(meeting, 8, hour=hour))
    works(morning(meeting, 7))
    assert reminders(cast) == {(True, ""): PARTNERS}
    assert len({sent.to[0] for sent in mail.outbox}) == len(mail.outbox) == PARTNERS


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, "Das Treffen war schon vorbei."),
        ({"state": "cancelled", "sequence": 1}, "Das Treffen war inzwischen abgesagt."),
    ],
)
def test_reminder_that_has_become_pointless_is_dropped_with_a_note(
    cast: Cast, meeting: Meeting, values: dict[str, str | int], why: str
) -> None:
    works(morning(meeting, 12))
    with scope.alliance(cast.perle.pk):
        Meeting.objects.filter(pk=meeting.pk).update(**values)
    for _ in range(2):
        works(morning(meeting, -1))
    assert reminders(cast) == {(False, why): PARTNERS}
    assert mail.outbox == []


def test_who_comes_is_not_reminded_of_a_day_that_is_over(cast: Cast, meeting: Meeting) -> None:
    works(morning(meeting, 12))
    with scope.alliance(cast.perle.pk):
        Invitee.objects.update(answer="coming", answered_at=timezone.now())
    works(morning(meeting, 0))
    assert reminders(cast) == {(False, "Der Tag davor war schon vorbei."): PARTNERS}
    assert mail.outbox == []


def test_mail_server_that_is_away_for_a_day_loses_no_invitation(cast: Cast, settings: Settings) -> None:
    furnish(cast.perle)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1  # nobody listens there
    with scope.alliance(cast.perle.pk):
        making.partners(PARTNERS)
        invited(cast, making.meeting(making.body()))
    began = timezone.now() + timedelta(minutes=6)
    for hours in range(0, 24, 3):
        works(began + timedelta(hours=hours))
    with scope.alliance(cast.perle.pk):
        assert set(Mail.objects.values_list("state", flat=True)) == {"waiting"}
    settings.EMAIL_BACKEND = working
    for hours in range(24, 60, 6):
        works(began + timedelta(hours=hours))
    with scope.alliance(cast.perle.pk):
        assert Counter(Mail.objects.values_list("state", flat=True)) == {"sent": PARTNERS}
    assert len({sent.to[0] for sent in mail.outbox}) == len(mail.outbox) == PARTNERS
