"""Sendings: five minutes to stop, none of it in practice mode, and many mails with few statements."""

import time
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drehscheibe.config.jobs import WORK
from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.outbox import queries
from drehscheibe.ground.outbox.actions import queue_mails, send_copy_to_self, start_sending, stop_sending
from drehscheibe.ground.outbox.letters import Letter
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.kit.jobs import worker
from drehscheibe.kit.jobs.models import Job
from tests.conftest import Cast

FIVE = timedelta(minutes=5)
SECOND = timedelta(seconds=1)


def letters(number: int) -> list[Letter]:
    return [
        Letter(
            to=f"partner{n}@example.org",
            to_name=f"Partner {n}",
            subject=f"Guten Tag {n}",
            template="probe/question",
            context={"question": f"Stimmen Ihre Angaben, Nummer {n}?"},
            reason="Sie sind Partner.",
        )
        for n in range(number)
    ]


def sent(cast: Cast, number: int) -> Sending:
    with scope.alliance(cast.perle.pk):
        sending = start_sending(kind="greeting", title="Begrüßung", by=cast.coordinator)
        queue_mails(letters(number), sending=sending)
    return sending


def states(cast: Cast) -> set[str]:
    with scope.alliance(cast.perle.pk):
        return set(Mail.objects.values_list("state", flat=True))


def work_at(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False):
        worker.run_until_empty(WORK)
    return len(django_mail.outbox)


def practise(alliance: Alliance) -> None:
    Alliance.objects.filter(pk=alliance.pk).update(is_live=False)


def test_sending_can_be_stopped_for_five_minutes(cast: Cast) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        sending = sent(cast, 20)
    assert work_at(start + FIVE - SECOND) == 0
    with scope.alliance(cast.perle.pk), time_machine.travel(start + FIVE - SECOND, tick=False):
        assert stop_sending(sending, by=cast.deputy) == 20
    assert (work_at(start + timedelta(hours=1)), states(cast)) == (0, {"stopped"})


def test_sending_that_nobody_stops_goes_out_after_five_minutes(cast: Cast) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        sending = sent(cast, 20)
    assert (work_at(start + FIVE - SECOND), work_at(start + FIVE)) == (0, 20)
    with scope.alliance(cast.perle.pk):
        line = queries.sending_line(sending)
    assert (line.sending.count, line.waiting, line.sent, line.stopped, line.undelivered) == (20, 0, 20, 0, 0)


def test_stop_after_the_last_mail_says_that_it_is_too_late(cast: Cast) -> None:
    sending = sent(cast, 2)
    work_at(timezone.now() + FIVE)
    with scope.alliance(cast.perle.pk):
        with pytest.raises(ValidationError, match="zu spät"):
            stop_sending(sending, by=cast.coordinator)
        assert Sending.objects.get().stopped_at is None


def test_stop_needs_the_right_to_send(cast: Cast) -> None:
    sending = sent(cast, 1)
    with scope.alliance(cast.perle.pk), pytest.raises(PermissionDenied):
        stop_sending(sending, by=cast.group_lead)


def test_stopped_sending_takes_no_more_mails(cast: Cast) -> None:
    sending = sent(cast, 1)
    with scope.alliance(cast.perle.pk):
        stop_sending(sending, by=cast.coordinator)
        with pytest.raises(ValidationError, match="angehalten"):
            queue_mails(letters(1), sending=sending)
        assert Mail.objects.count() == 1


def test_start_and_stop_stand_in_the_log(cast: Cast) -> None:
    sending = sent(cast, 3)
    with scope.alliance(cast.perle.pk):
        stop_sending(sending, by=cast.coordinator)
        found = list(Entry.objects.order_by("pk").values_list("verb", "details"))
    assert found == [("sending.started", {"practice": False}), ("sending.stopped", {"mails": 3})]


def test_practising_alliance_makes_no_job(cast: Cast) -> None:
    practise(cast.perle)
    sending = sent(cast, 3)
    assert (sending.is_practice, sending.goes_out_at <= timezone.now()) == (True, True)
    assert (states(cast), Job.objects.count(), work_at(timezone.now() + FIVE)) == ({"practice"}, 0, 0)


def test_practised_mail_stays_here_after_going_live_even_with_a_job(cast: Cast) -> None:
    practise(cast.perle)
    sent(cast, 1)
    Alliance.objects.filter(pk=cast.perle.pk).update(is_live=True)
    with scope.alliance(cast.perle.pk):
        Job.objects.create(
            kind="outbox.mail",
            payload={"mail": Mail.objects.get().pk},
            alliance_id=cast.perle.pk,
            not_before=timezone.now(),
        )
    assert (work_at(timezone.now() + FIVE), states(cast)) == (0, {"practice"})


def test_waiting_mail_stays_here_when_the_alliance_goes_back_to_practice(cast: Cast) -> None:
    sent(cast, 2)
    practise(cast.perle)
    assert (work_at(timezone.now() + FIVE), states(cast)) == (0, {"practice"})
    with scope.alliance(cast.perle.pk):
        assert queries.sending_line(Sending.objects.get()).was_practised


def test_open_sendings_are_those_that_can_be_stopped(cast: Cast) -> None:
    stopped, waiting, done = sent(cast, 1), sent(cast, 2), None
    with scope.alliance(cast.perle.pk):
        stop_sending(stopped, by=cast.coordinator)
        found = queries.open_sendings()
    work_at(timezone.now() + FIVE)
    with scope.alliance(cast.perle.pk):
        done = queries.open_sendings()
    assert ([(line.sending, line.waiting, line.can_stop) for line in found], done) == ([(waiting, 2, True)], [])


def test_copy_to_oneself_goes_to_the_own_login_at_once(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        mail = send_copy_to_self(letters(1)[0], by=cast.coordinator)
    assert (mail.to_email, mail.to_name, mail.subject, mail.sending) == (
        "koordination@example.org",
        "Koordination",
        "[Probe] Guten Tag 0",
        None,
    )
    assert work_at(timezone.now()) == 1


def test_copy_to_oneself_stays_here_in_practice_mode(cast: Cast) -> None:
    practise(cast.perle)
    with scope.alliance(cast.perle.pk):
        send_copy_to_self(letters(1)[0], by=cast.coordinator)
    assert (work_at(timezone.now()), states(cast)) == (0, {"practice"})


def test_many_mails_are_queued_with_few_statements_in_under_a_second(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        sending = start_sending(kind="greeting", title="Begrüßung", by=cast.coordinator)
        begun = time.process_time()
        with CaptureQueriesContext(
            connection,
        ) as few:
            queue_mails(letters(240), sending=sending)
        used = time.process_time() - begun
    assert Job.objects.filter(kind="outbox.mail", not_before=sending.goes_out_at).count() == 240
    assert (len(few) <= 20, used < 1.0) == (True, True), (len(few), used)
