"""The test mail: sent to a real server, and every way it can go wrong told in words."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core import mail
from django.test import override_settings

from drehscheibe.ground.instance import actions, probe, queries
from drehscheibe.ground.instance.vocabulary import MailFinding
from drehscheibe.ground.tenancy.access import Machine

SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


class _Server:
    """Takes mails, but not from everybody, not for everybody, and not everything."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    async def handle_MAIL(  # noqa: N802  aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return "553 5.7.1 not owned by you" if address.startswith("fremd@") else "250 OK"

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("niemand@"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        assert isinstance(envelope.content, bytes)
        if b"voll@example.org" in envelope.content:
            return "552 5.2.2 mailbox full"
        self.taken.append(envelope.content)
        return "250 OK"


@pytest.fixture
def server() -> Iterator[_Server]:
    handler = _Server()
    controller = Controller(handler, hostname="127.0.0.1", port=_free_port())
    controller.start()
    with override_settings(EMAIL_BACKEND=SMTP_BACKEND, EMAIL_HOST="127.0.0.1", EMAIL_PORT=controller.port):
        yield handler
    controller.stop()


def _free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def test_test_mail_arrives(server: _Server) -> None:
    assert probe.send_test("stadt@example.org") == (MailFinding.TAKEN, "")
    [content] = server.taken
    assert (b"To: stadt@example.org" in content, b"http://localhost" in content) == (True, True)


@pytest.mark.parametrize(
    ("more", "to", "finding", "answer"),
    [
        ({"DEFAULT_FROM_EMAIL": "fremd@example.org"}, "stadt@example.org", MailFinding.SENDER, "553 5.7.1 not owned"),
        ({}, "niemand@example.org", MailFinding.RECEIVER, "550 5.1.1 no such user"),
        ({}, "voll@example.org", MailFinding.OTHER, "552 5.2.2 mailbox full"),
        ({"EMAIL_USE_TLS": True}, "stadt@example.org", MailFinding.ENCRYPTION, "STARTTLS extension not supported"),
        ({"EMAIL_USE_SSL": True}, "stadt@example.org", MailFinding.ENCRYPTION, "SSL"),
        (
            {"EMAIL_HOST_USER": "ich", "EMAIL_HOST_PASSWORD": "geheim"},
            "stadt@example.org",
            MailFinding.ENCRYPTION,
            "SMTP AUTH extension not supported",
        ),
    ],
)
def test_refusal_of_the_server_is_told(
    server: _Server, more: dict[str, object], to: str, finding: MailFinding, answer: str
) -> None:
    with override_settings(**more):
        found = probe.send_test(to)
    assert (found.finding, answer in found.answer) == (finding, True)


def test_nobody_listens_there() -> None:
    with override_settings(EMAIL_BACKEND=SMTP_BACKEND, EMAIL_HOST="127.0.0.1", EMAIL_PORT=_free_port()):
        assert probe.send_test("stadt@example.org").finding == MailFinding.NO_ANSWER


@pytest.mark.parametrize(
    ("trouble", "finding"),
    [
        (smtplib.SMTPAuthenticationError(535, b"5.7.8 bad credentials"), MailFinding.LOGIN),
        (socket.gaierror(-2, "Name or service not known"), MailFinding.UNKNOWN_HOST),
        (TimeoutError("timed out"), MailFinding.TOO_SLOW),
        (ssl.SSLCertVerificationError("certificate has expired"), MailFinding.ENCRYPTION),
        (ConnectionResetError(104, "reset"), MailFinding.NO_ANSWER),
        (OSError(101, "Network is unreachable"), MailFinding.OTHER),
    ],
)
def test_trouble_on_the_way_has_a_word(trouble: Exception, finding: MailFinding) -> None:
    assert probe._finding(trouble) is finding


@pytest.mark.parametrize("finding", MailFinding)
def test_every_finding_says_what_to_do(finding: MailFinding) -> None:
    with override_settings(EMAIL_HOST="mail.example.org", DEFAULT_FROM_EMAIL="Bündnis <buendnis@example.org>"):
        said = probe.advice(finding, to="stadt@example.org")
    assert (len(said) > 40, "%(" in said) == (True, False)


@pytest.mark.django_db
def test_last_test_tells_whether_mail_works() -> None:
    before = queries.mail_works()
    actions.note_mail_test(MailFinding.TAKEN, by=Machine("test"))
    after = queries.mail_works()
    actions.note_mail_test(MailFinding.NO_ANSWER, "Connection refused", by=Machine("test"))
    assert (before, after, queries.mail_works(), queries.instance().mail_answer) == (
        False, True, False, "Connection refused",
    )  # fmt: skip


def test_demo_takes_the_mail_itself() -> None:
    assert (probe.send_test("stadt@example.org").finding, mail.outbox[0].to) == (
        MailFinding.TAKEN, ["stadt@example.org"],
    )  # fmt: skip
