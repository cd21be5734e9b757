"""Reminders: by hand, by themselves, each once, and not when they are pointless."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.actions import inviting as actions
from drehscheibe.work.meetings.actions import moving
from drehscheibe.work.meetings.actions.replies import Said, answer
from drehscheibe.work.meetings.models import Invitee, Meeting, MeetingMail
from drehscheibe.work.meetings.tasks.inviting import remind
from drehscheibe.work.meetings.vocabulary import Answer, MeetingState, ReplyChannel
from tests.conftest import Cast
from tests.meetings.inviting.build import invited, kita, link_of, mails, row, sent, soon
from tests.meetings.making import at, partner


def invited_long_ago(cast: Cast, *, days: int, reply_in: int) -> Meeting:
    """Return a meeting in `days` days to which the kita and the hort were invited two weeks ago."""
    kita()
    partner("Hort", email="hort@example.org")
    meeting = invited(cast)
    ago, starts = timezone.now() - timedelta(days=14), at(soon(days))
    MeetingMail.objects.update(made_at=ago)
    Invitee.objects.update(invited_at=ago)
    Mail.objects.update(state="sent", sent_at=ago)
    Meeting.objects.update(starts_at=starts, ends_at=starts + timedelta(hours=2), reply_by=soon(reply_in))
    meeting.refresh_from_db()
    return meeting


def test_by_hand_reminds_the_silent_once_a_day(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = invited_long_ago(cast, days=20, reply_in=10)
        answer(row(), Said(answer=Answer.COMING), channel=ReplyChannel.LINK, by=link_of())
        number = actions.remind(meeting, by=cast.coordinator)
        with pytest.raises(ValidationError, match="niemanden zu erinnern"):
            actions.remind(meeting, by=cast.coordinator)

        assert (number, sent("reminder")) == (1, [("Hort", 1000, "")])
        assert mails()[-1].subject.startswith("Kommen Sie? Vollversammlung")


def test_answer_stops_the_reminder_that_waits(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = invited_long_ago(cast, days=20, reply_in=10)
        actions.remind(meeting, by=cast.coordinator)
        answer(row(), Said(answer=Answer.COMING), channel=ReplyChannel.LINK, by=link_of())

        assert sent("reminder") == [("Hort", 1000, ""), ("Kita Sonnenschein", 1000, "Inzwischen beantwortet.")]
        assert {mail.to_email: mail.state for mail in mails()} == {
            "hort@example.org": "waiting",
            "anna@example.org": "stopped",
        }


@pytest.mark.parametrize(("reply_in", "reminded"), [(4, 0), (3, 2), (0, 2), (-1, 2)])
def test_by_itself_three_days_before_answers_are_due(cast: Cast, reply_in: int, reminded: int) -> None:
    with scope.alliance(cast.perle.pk):
        invited_long_ago(cast, days=20, reply_in=reply_in)
    remind()
    remind()

    with scope.alliance(cast.perle.pk):
        assert [number for _name, number, _why in sent("reminder")] == [1] * reminded


def test_day_before_those_who_come_hear_time_and_way(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        invited_long_ago(cast, days=1, reply_in=0)
        said = Said(answer=Answer.PROXY, proxy_name="Karl", proxy_email="karl@example.org")
        answer(row(), said, channel=ReplyChannel.LINK, by=link_of())
        answer(row("Hort"), Said(answer=Answer.EXCUSED), channel=ReplyChannel.PHONE, by=cast.coordinator)
    remind()
    remind()

    with scope.alliance(cast.perle.pk):
        tomorrow = Mail.objects.filter(subject="Morgen: Vollversammlung").order_by("to_email")
        assert [mail.to_email for mail in tomorrow] == ["anna@example.org", "karl@example.org"]
        assert ("Rathaus, Markt 1" in tomorrow[0].text, sent("reminder")) == (True, [("Kita Sonnenschein", 2, "")])


def test_after_three_days_asleep_each_goes_once_and_pointless_ones_say_why(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = invited_long_ago(cast, days=-1, reply_in=-4)
        answered = row()
        Invitee.objects.filter(pk=answered.pk).update(answer="coming")
    remind()
    remind()

    with scope.alliance(cast.perle.pk):
        over = "Das Treffen war schon vorbei."
        assert sent("reminder") == [("Hort", 1, over), ("Kita Sonnenschein", 2, over)]
        assert Mail.objects.filter(state="waiting").count() == 0
        assert meeting.state == MeetingState.INVITED


def test_cancelled_meeting_reminds_nobody(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = invited_long_ago(cast, days=20, reply_in=2)
        moving.cancel(meeting, reason="", by=cast.coordinator)
    remind()

    with scope.alliance(cast.perle.pk):
        why = "Das Treffen war inzwischen abgesagt."
        assert sent("reminder") == [("Hort", 1, why), ("Kita Sonnenschein", 1, why)]


def test_switched_off_and_freshly_invited_are_left_alone(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = invited_long_ago(cast, days=20, reply_in=2)
        Meeting.objects.update(reminds=False)
    remind()
    with scope.alliance(cast.perle.pk):
        off = sent("reminder")
        Meeting.objects.filter(pk=meeting.pk).update(reminds=True)
        Invitee.objects.update(invited_at=timezone.now())
    remind()

    with scope.alliance(cast.perle.pk):
        assert (off, sent("reminder")) == ([], [])
