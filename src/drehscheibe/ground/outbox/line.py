"""The connection to the mail server: opened for a burst of mails, hung up when the worker rests."""

import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from drehscheibe.kit.jobs.plan import GiveUp, Later, Retry

from .rules import enhanced_status, is_permanent, refusal_code

_MOST_PER_CONNECTION = 100
_PAUSE_AFTER_TROUBLE = timedelta(minutes=1)
_CLOSING = 421


@dataclass(slots=True)
class _Line:
    connection: BaseEmailBackend | None = None
    sent: int = 0
    trouble_until: datetime | None = None


_line = _Line()


def deliver(message: EmailMessage) -> None:
    """Hand one mail to the mail server; outside any transaction, since the server may be slow.

    Raises GiveUp where this mail will never be accepted, Retry where it may be later, Later while a mail
    server that has just failed is left in peace.
    """
    _wait_out_trouble()
    try:
        _open().send_messages([message])
    except smtplib.SMTPRecipientsRefused as refusal:
        raise _refused("recipient", *refusal_code(refusal.recipients)) from refusal
    except smtplib.SMTPDataError as refusal:
        raise _refused("content", refusal.smtp_code, refusal.smtp_error) from refusal
    except OSError as trouble:  # also smtplib's errors of connection, login and sender: nothing about this mail
        hang_up()
        _line.trouble_until = timezone.now() + _PAUSE_AFTER_TROUBLE
        raise Retry(f"mail server: {type(trouble).__name__} {getattr(trouble, 'smtp_code', '')}".strip()) from trouble


def hang_up() -> None:
    """Close the connection, if one is open."""
    connection, _line.connection, _line.sent = _line.connection, None, 0
    if connection is not None:
        connection.close()


def _wait_out_trouble() -> None:
    if _line.trouble_until is not None and (rest := _line.trouble_until - timezone.now()) > timedelta():
        raise Later(rest)
    _line.trouble_until = None


def _open() -> BaseEmailBackend:
    if _line.sent >= _MOST_PER_CONNECTION:
        hang_up()
    if _line.connection is None:
        _line.connection = get_connection()
        _line.connection.open()
    _line.sent += 1
    return _line.connection


def _refused(what: str, code: int, text: bytes | str) -> Retry:
    if code == _CLOSING:
        hang_up()
    note = f"{what} refused with {code} {enhanced_status(text)}".rstrip()
    return GiveUp(note) if is_permanent(code) else Retry(note)
