"""Sending: one mail as the server gets it, and what its refusals lead to."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core import mail as django_mail
from django.utils import timezone
from pytest_django import Settings

from drehscheibe.config.jobs import WORK
from drehscheibe.ground.outbox import line
from drehscheibe.ground.outbox.actions import queue_instance_mail
from drehscheibe.ground.outbox.letters import Attachment
from drehscheibe.ground.outbox.models import InstanceMail, Mail
from drehscheibe.ground.outbox.tasks import empty_old_mails
from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.jobs import actions, worker
from drehscheibe.kit.jobs.models import Job
from tests.conftest import Cast
from tests.outbox.test_queue import letter


class Server:
    """A mail server that keeps what it accepts and answers with `rcpt` and `data` otherwise."""

    def __init__(self) -> None:
        self.rcpt = self.data = "250 OK"
        self.accepted: list[bytes] = []
        self.sessions: set[int] = set()

    async def handle_RCPT(self, _s: SMTP, session: Session, envelope: Envelope, address: str, _o: Any) -> str:  # noqa: N802  aiosmtpd's name
        self.sessions.add(id(session))
        if self.rcpt.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        if self.data.startswith("2"):
            assert isinstance(envelope.content, bytes)
            self.accepted.append(envelope.content)
        return self.data

    def message(self) -> EmailMessage:
        (content,) = self.accepted
        return message_from_bytes(content, policy=default)


@pytest.fixture
def server(settings: Settings, free_port: int) -> Iterator[Server]:
    server = Server()
    controller = Controller(server, hostname="127.0.0.1", port=free_port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port
    yield server
    line.hang_up()
    controller.stop()


def queued(cast: Cast, **changes: Any) -> Mail:
    with scope.alliance(cast.perle.pk):
        return letter(**changes)


def again(cast: Cast, mail: Mail) -> Mail:
    with scope.alliance(cast.perle.pk):
        return Mail.objects.get(pk=mail.pk)


def test_mail_arrives_as_queued(cast: Cast, server: Server, settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "post@instanz.example.org"
    mail = queued(
        cast,
        to_name="Ada Muster",
        subject="Schöne Grüße",
        reply_to="perle@example.org",
        attachments=[Attachment("Plan.pdf", "application/pdf", b"%PDF-1.7")],
    )
    worker.run_until_empty(WORK)
    message = server.message()
    (part,) = message.iter_attachments()
    html = message.get_body(("html",))
    assert html is not None and html.get_content().split() == mail.html.split()
    assert {
        name: str(message[name]) for name in ("From", "To", "Reply-To", "Subject", "Message-ID", "Auto-Submitted")
    } == {
        "From": "Bündnis Perle <post@instanz.example.org>",
        "To": "Ada Muster <familie@example.org>",
        "Reply-To": "perle@example.org",
        "Subject": "Schöne Grüße",
        "Message-ID": mail.message_id,
        "Auto-Submitted": "auto-generated",
    }
    assert (part.get_filename(), part.get_content()) == ("Plan.pdf", b"%PDF-1.7")


def test_sent_mail_is_marked(cast: Cast, server: Server) -> None:
    mail = queued(cast)
    worker.run_until_empty(WORK)
    sent = again(cast, mail)
    assert (sent.state, sent.attempts, sent.note, sent.sent_at is not None) == ("sent", 1, "", True)
    assert Job.objects.get(kind="outbox.mail").state == "done"


def test_many_mails_share_one_connection(cast: Cast, server: Server) -> None:
    for _ in range(5):
        queued(cast)
    worker.run_until_empty(WORK)
    assert (len(server.accepted), len(server.sessions)) == (5, 1)


def test_unknown_receiver_is_not_tried_again(cast: Cast, server: Server) -> None:
    server.rcpt = "550 no such user"
    mail = queued(cast)
    worker.run_until_empty(WORK)
    failed = again(cast, mail)
    assert (failed.state, failed.attempts, failed.note) == ("failed", 1, "recipient refused with 550")
    assert Job.objects.get(kind="outbox.mail").state == "failed"


@pytest.mark.parametrize(("rcpt", "data"), [("451 greylisted", "250 OK"), ("250 OK", "452 disk full")])
def test_temporary_refusal_is_tried_again(cast: Cast, server: Server, rcpt: str, data: str) -> None:
    server.rcpt, server.data = rcpt, data
    mail = queued(cast)
    worker.run_until_empty(WORK)
    job = Job.objects.get(kind="outbox.mail")
    assert (again(cast, mail).state, job.state, job.attempts) == ("waiting", "waiting", 1)
    server.rcpt = server.data = "250 OK"
    with time_machine.travel(job.not_before, tick=False):
        worker.run_until_empty(WORK)
    assert again(cast, mail).state == "sent"
    assert [message_from_bytes(m)["Message-ID"] for m in server.accepted] == [mail.message_id]


def test_refused_mail_does_not_hold_up_the_next(cast: Cast, server: Server) -> None:
    server.data = "554 looks like spam"
    queued(cast)
    worker.run_until_empty(WORK)
    server.data = "250 OK"
    queued(cast)
    worker.run_until_empty(WORK)
    assert len(server.accepted) == 1


def test_server_that_is_away_is_left_in_peace(cast: Cast, settings: Settings, free_port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port
    for _ in range(3):
        queued(cast)
    worker.run_until_empty(WORK)
    jobs = Job.objects.filter(kind="outbox.mail").order_by("pk")
    assert [(job.attempts, job.last_error) for job in jobs] == [
        (1, "mail server: ConnectionRefusedError"),
        (0, ""),
        (0, ""),
    ]


def test_connection_that_broke_is_opened_anew(cast: Cast, server: Server) -> None:
    queued(cast)
    worker.run_one(WORK)
    connection = line._line.connection
    assert connection is not None
    smtp: smtplib.SMTP = connection.connection  # type: ignore[attr-defined]  # of the SMTP backend
    smtp.close()
    mail = queued(cast)
    worker.run_one(WORK)
    assert again(cast, mail).state == "waiting"
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        worker.run_until_empty(WORK)
    assert again(cast, mail).state == "sent"


def test_mail_sent_again_after_a_crash_says_so(cast: Cast, server: Server) -> None:
    mail = queued(cast)
    actions.claim(["outbox.mail"], at=timezone.now(), lease=timedelta(0))
    worker.run_until_empty(WORK)
    assert again(cast, mail).note.startswith("Nach einem Abbruch erneut gesendet, mit derselben Message-ID")


def test_mail_already_marked_is_not_sent_again(cast: Cast, server: Server) -> None:
    mail = queued(cast)
    with scope.alliance(cast.perle.pk):
        Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), state=Mail.State.SENT)
    worker.run_until_empty(WORK)
    assert server.accepted == []


def test_log_holds_no_address_and_no_text(cast: Cast, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    server.rcpt = "550 no such user familie@example.org"
    queued(cast)
    worker.run_until_empty(WORK)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("drehscheibe")]
    assert ours == [
        f"Job outbox.mail {Job.objects.get(kind='outbox.mail').pk} failed for good after attempt 1: recipient refused with 550"
    ]


def test_instance_mail_is_sent_without_scope(db: None) -> None:
    mail = queue_instance_mail(
        to="amt@example.org", subject="Ihr Code", template="probe/question", context={"question": "1"}, reason="…"
    )
    worker.run_until_empty(WORK)
    mail.refresh_from_db()
    assert (mail.state, [m.subject for m in django_mail.outbox]) == ("sent", ["Ihr Code"])


def test_old_mails_lose_their_text(cast: Cast) -> None:
    old = queued(cast, attachments=[Attachment("a.txt", "text/plain", b"a")])
    queue_instance_mail(to="x@example.org", subject="S", template="probe/question", context={}, reason="…")
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        young = queued(cast)
        empty_old_mails()
    emptied = again(cast, old)
    assert (emptied.subject, emptied.text, emptied.html, emptied.attachments) == ("", "", "", [])
    assert (emptied.to_email, emptied.message_id) == ("familie@example.org", old.message_id)
    assert again(cast, young).text == young.text
    assert InstanceMail.objects.get().text == ""


def test_emptied_mail_is_never_sent(cast: Cast) -> None:
    mail = queued(cast)
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        empty_old_mails()
    worker.run_until_empty(WORK)
    assert (again(cast, mail).state, django_mail.outbox) == ("failed", [])
