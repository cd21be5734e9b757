"""Reads a mail as a receiver's program would: from the bytes that were sent."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from email import message_from_bytes
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime

from .rules import without_tokens


@dataclass(frozen=True, slots=True)
class Received:
    """One line of a list of mails."""

    key: str
    at: datetime
    sender: str
    receivers: tuple[str, ...]
    subject: str


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """One mail with all that it holds."""

    line: Received
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    parts: tuple[Part, ...]

    def header(self, name: str) -> str:
        """Return what a header says, "" for one that is not there."""
        return dict(self.headers).get(name, "")


def opened(key: str, content: bytes) -> Opened:
    """Return the mail that these bytes are."""
    message = message_from_bytes(content, policy=default)
    return Opened(
        line=line(key, message),
        headers=tuple((name, str(value)) for name, value in message.items()),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        parts=tuple(_part(part) for part in message.iter_attachments()),
    )


def without_links(mail: Opened) -> Opened:
    """Return the mail with its mail links made unreadable, in both bodies and in attached text."""
    parts = tuple(
        replace(part, content=without_tokens(part.content.decode("utf-8", "replace")).encode())
        if part.type.startswith("text/")
        else part
        for part in mail.parts
    )
    return replace(mail, text=without_tokens(mail.text), html=without_tokens(mail.html), parts=parts)


def line(key: str, message: EmailMessage) -> Received:
    return Received(
        key=key,
        at=parsedate_to_datetime(str(message["Date"])),
        sender=str(message["From"]),
        receivers=_addresses(message["To"]),
        subject=str(message["Subject"]),
    )


def with_links_to_top(html: str) -> str:
    """Let links leave the frame in which a mail is shown; `base` without address changes nothing else."""
    head = re.search(r"<head\b[^>]*>", html, re.IGNORECASE)
    at = head.end() if head else 0
    return f'{html[:at]}<base target="_top">{html[at:]}'


def _addresses(header: object) -> tuple[str, ...]:
    return tuple(a.addr_spec.lower() for a in header.addresses) if isinstance(header, AddressHeader) else ()


def _body(message: EmailMessage, kind: str) -> str:
    found = message.get_body(preferencelist=(kind,))
    return "" if found is None else str(found.get_content()).replace("\r\n", "\n")


def _part(part: EmailMessage) -> Part:
    content = part.get_content()
    return Part(
        name=part.get_filename() or "anhang",
        type=part.get_content_type(),
        content=content if isinstance(content, bytes) else str(content).encode(),
    )
