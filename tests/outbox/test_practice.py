"""Nothing of a practising alliance leaves the house, whatever it does; proved against a mail server of its own process."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from drehscheibe.config.jobs import WORK
from drehscheibe.ground.accounts.actions import hand_over, invite_member
from drehscheibe.ground.alliances.actions import receive_inquiry
from drehscheibe.ground.alliances.mails import queue_confirmation_request
from drehscheibe.ground.alliances.models import ContactPoint
from drehscheibe.ground.alliances.vocabulary import InquiryKind
from drehscheibe.ground.outbox import line
from drehscheibe.ground.outbox.actions import queue_mails, send_copy_to_self, start_sending
from drehscheibe.ground.outbox.models import InstanceMail, Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine, Visitor
from drehscheibe.kit.jobs import worker
from drehscheibe.kit.jobs.models import Job
from tests.conftest import Cast
from tests.outbox.instance import ROOT, wait_until
from tests.outbox.test_queue import letter
from tests.outbox.test_sendings import letters, practise
from tests.rooms import furnish


@pytest.fixture
def sink(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """Yield the file in which the mail server writes down the Message-ID of every mail that it gets."""
    process = subprocess.Popen([sys.executable, "-m", "tests.outbox.sink", str(tmp_path), "0"], cwd=ROOT)
    wait_until((tmp_path / "port").exists)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int((tmp_path / "port").read_text())
    yield tmp_path / "accepted"
    line.hang_up()
    process.kill()
    process.wait()


def work_for_a_day() -> None:
    """Let the worker run now, after the five minutes, and after all its pauses of a day."""
    start = timezone.now()
    for wait in (timedelta(), timedelta(minutes=5), timedelta(hours=1), timedelta(days=1)):
        with time_machine.travel(start + wait, tick=False):
            worker.run_until_empty(WORK)


def do_everything(cast: Cast) -> None:
    """Cause every kind of mail that an alliance sends, through the actions that send it."""
    profile = furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        ContactPoint.objects.create(role="Koordination", email="kontakt@example.org")
        receive_inquiry(
            cast.perle,
            kind=InquiryKind.CITIZEN,
            text="Gibt es eine Krabbelgruppe?",
            sender_name="Mia",
            sender_email="mia@example.org",
            by=Visitor(),
        )
        queue_confirmation_request(cast.perle, profile)
        invite_member(email="neu@example.org", name="Nele Neu", roles=["reader"], by=cast.coordinator)
        letter()
        queue_mails(letters(20), sending=start_sending(kind="greeting", title="Begrüßung", by=cast.coordinator))
        send_copy_to_self(letters(1)[0], by=cast.coordinator)
        hand_over(to=cast.deputy, by=cast.coordinator)


def test_nothing_leaves_the_house_while_an_alliance_practises(cast: Cast, sink: Path) -> None:
    practise(cast.perle)
    do_everything(cast)
    work_for_a_day()
    with scope.alliance(cast.perle.pk):
        kept = list(Mail.objects.values_list("state", flat=True))
    assert (sink.read_text(), len(kept), set(kept)) == ("", 27, {"practice"})
    assert Job.objects.filter(alliance_id=cast.perle.pk, kind="outbox.mail").count() == 0


def test_the_same_leaves_the_house_when_the_alliance_is_live(cast: Cast, sink: Path) -> None:
    do_everything(cast)
    work_for_a_day()
    with scope.alliance(cast.perle.pk):
        sent = set(Mail.objects.filter(state="sent").values_list("message_id", flat=True))
        assert Mail.objects.count() == 27
    assert (set(sink.read_text().split()), len(sent)) == (sent, 27)


def test_login_codes_and_the_operators_invitation_go_out_all_the_same(cast: Cast, client: Client, sink: Path) -> None:
    practise(cast.perle)
    client.post("/konto/anmelden/code/", {"email": cast.coordinator.user.email})
    with scope.alliance(cast.perle.pk):
        invite_member(email="erste@example.org", name="Ada", roles=["coordination"], by=Machine("operator"))
        assert Mail.objects.count() == 0
    worker.run_until_empty(WORK)
    sent = dict(InstanceMail.objects.values_list("to_email", "subject"))
    assert sent == {
        "koordination@example.org": "Ihr Code zum Anmelden",
        "erste@example.org": "Einladung: Machen Sie mit bei „Bündnis Perle“",
    }
    assert len(sink.read_text().split()) == 2
