"""Sends one test mail and tells in one word what came of it."""

import smtplib
import socket
import ssl
from contextlib import suppress
from email.utils import parseaddr
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from .vocabulary import ADVICE, MailFinding

_PATIENCE = 10  # seconds; somebody sits in front of the page
_LONGEST_ANSWER = 300
# In this order: most of them are kinds of OSError. A server that "does not support" offers no STARTTLS, or no login
# without it.
_KINDS: dict[type[Exception], MailFinding] = {
    smtplib.SMTPAuthenticationError: MailFinding.LOGIN,
    smtplib.SMTPSenderRefused: MailFinding.SENDER,
    smtplib.SMTPRecipientsRefused: MailFinding.RECEIVER,
    smtplib.SMTPNotSupportedError: MailFinding.ENCRYPTION,
    socket.gaierror: MailFinding.UNKNOWN_HOST,
    TimeoutError: MailFinding.TOO_SLOW,
    ssl.SSLError: MailFinding.ENCRYPTION,
    ConnectionError: MailFinding.NO_ANSWER,
}


class Probe(NamedTuple):
    """`answer` is what the server said, for whoever looks after it."""

    finding: MailFinding
    answer: str = ""


def send_test(to: str) -> Probe:
    """Send a test mail. Takes up to ten seconds per answer of the server, so call it outside any transaction."""
    connection = get_connection(timeout=min(_PATIENCE, settings.EMAIL_TIMEOUT))
    message = EmailMessage(
        subject=_("Test-Mail von %(site)s") % {"site": settings.SITE_HOST},
        body=_(
            "Guten Tag,\n\ndiese Mail hat die Seite %(url)s beim Einrichten verschickt. Wenn Sie sie lesen, kommen "
            "E-Mails bei Ihnen an. Sie müssen nichts tun.\n"
        )
        % {"url": settings.SITE_URL},
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},  # RFC 3834
        connection=connection,
    )
    try:
        message.send()
    except OSError as trouble:
        return Probe(_finding(trouble), _answer(trouble))
    finally:
        with suppress(OSError):  # Django leaves it open where the server refused after the greeting
            connection.close()
    return Probe(MailFinding.TAKEN)


def advice(finding: MailFinding, *, to: str) -> str:
    """Return what to do after a test, with what is set now."""
    now = {
        "to": to,
        "host": settings.EMAIL_HOST,
        "port": settings.EMAIL_PORT,
        "sender": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
    }
    return str(ADVICE[finding]) % now


def _finding(trouble: Exception) -> MailFinding:
    return next((finding for kind, finding in _KINDS.items() if isinstance(trouble, kind)), MailFinding.OTHER)


def _answer(trouble: Exception) -> str:
    if isinstance(trouble, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(trouble.recipients.values()))
        return _one_line(f"{code} {_text(said)}")
    if isinstance(trouble, smtplib.SMTPResponseException):
        return _one_line(f"{trouble.smtp_code} {_text(trouble.smtp_error)}")
    return _one_line(str(trouble) or type(trouble).__name__)


def _text(said: str | bytes) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_ANSWER]
