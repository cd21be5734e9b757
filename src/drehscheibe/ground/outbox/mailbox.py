"""Reads the mails of the demo mailbox as a receiver's program would: from the bytes that were sent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

_MOST = 1000
_KEY = re.compile(r"\d{8}t\d{12}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Received:
    """One line of the list."""

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


def received(*, by: str = "") -> list[Received]:
    """Return the newest mails, at most a thousand; with `by` only those to that address."""
    return [line for line in _newest() if not by or by in line.receivers]


def receivers() -> list[str]:
    """Return all addresses that got one of these mails, in alphabetical order."""
    return sorted({address for line in _newest() for address in line.receivers})


def opened(key: str) -> Opened | None:
    """Return the mail behind a key of the list, None for an unknown one."""
    file = _folder() / f"{key}.eml"
    if not _KEY.fullmatch(key) or not file.is_file():
        return None
    message = message_from_bytes(file.read_bytes(), policy=default)
    return Opened(
        line=_line(key, message),
        headers=tuple((name, str(value)) for name, value in message.items()),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        parts=tuple(_part(part) for part in message.iter_attachments()),
    )


def with_links_to_top(html: str) -> str:
    """Let links leave the frame in which a mail is shown; `base` without address changes nothing else."""
    head = re.search(r"<head\b[^>]*>", html, re.IGNORECASE)
    at = head.end() if head else 0
    return f'{html[:at]}<base target="_top">{html[at:]}'


def _folder() -> Path:
    return Path(settings.MAILBOX_DIR)


def _newest() -> Iterator[Received]:
    parser = BytesHeaderParser(policy=default)
    for file in sorted(_folder().glob("*.eml"), reverse=True)[:_MOST]:
        with file.open("rb") as content:
            yield _line(file.stem, parser.parse(content))


def _line(key: str, message: EmailMessage) -> Received:
    return Received(
        key=key,
        at=parsedate_to_datetime(str(message["Date"])),
        sender=str(message["From"]),
        receivers=_addresses(message["To"]),
        subject=str(message["Subject"]),
    )


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
