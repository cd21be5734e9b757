"""Reads notices of non-delivery: which mail of ours, which trouble. Pure: bytes in, a verdict out.

Standard ones are multipart/report (RFC 3464, RFC 6522); older servers write a plain text with our mail below it.
Notices of delay are no failure, absence notes and other answers are no notice at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from enum import Enum

from .vocabulary import Trouble, trouble_of


class Kind(Enum):
    FAILED = "failed"
    HARMLESS = "harmless"
    """A machine's note that says nothing of a failure: delayed, delivered, absent."""
    OTHER = "other"
    """No notice: a person's letter, or something unreadable."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a mail in the bounce mailbox says. `message_ids` may name mails of others too."""

    kind: Kind
    message_ids: tuple[str, ...] = ()
    trouble: Trouble = Trouble.OTHER
    provider: str = ""


_MOST_TEXT = 200_000
_OWN_ID = re.compile(r"<[0-9a-f]{32}@[\w.:\[\]-]+>")
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\d|\.\d)")
_REPLY = re.compile(r"(?<![\d.])([45]\d\d)(?=[ \-]|$)")
_ADDRESS = re.compile(r"[\w.+'-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63})+)")
_SERVERS = re.compile(r"mailer-daemon|postmaster@", re.I)
_FAILED_SUBJECT = re.compile(
    r"undeliver|returned mail|(?:mail )?delivery (?:status|failure|failed|has failed)|failure notice|unzustellbar"
    r"|zustellung fehlgeschlagen",
    re.I,
)
_DELAYED_SUBJECT = re.compile(
    r"delayed|verzögert|\bwarning\b|still being retried|could not send message for past", re.I
)


def read(content: bytes) -> Notice:
    """Return what a mail says; never raises, since anybody can write to that mailbox."""
    try:
        return _read(message_from_bytes(content))
    except (RecursionError, LookupError, ValueError):  # nested too deeply, coded in a way that nobody knows
        return Notice(Kind.OTHER)


def _read(mail: Message) -> Notice:
    return _report(mail) if mail.get_content_type() == "multipart/report" else _plain(mail)


# multipart/report


def _report(mail: Message) -> Notice:
    """Read the part message/delivery-status: a block for the mail, then one per receiver (RFC 3464, 2.1)."""
    blocks = [
        block for part in mail.walk() if part.get_content_type() == "message/delivery-status" for block in _blocks(part)
    ]
    failed = next((block for block in blocks if _value(block, "Action").lower() == "failed"), None)
    if failed is None:
        return Notice(Kind.HARMLESS)
    receiver = _value(failed, "Original-Recipient") or _value(failed, "Final-Recipient")
    return Notice(
        Kind.FAILED,
        message_ids=_ids(mail),
        trouble=_trouble(_value(failed, "Status"), _value(failed, "Diagnostic-Code")),
        provider=_provider(receiver),
    )


def _blocks(part: Message) -> Iterator[Message]:
    payload = part.get_payload()
    yield from (block for block in payload if isinstance(block, Message)) if isinstance(payload, list) else ()


def _value(block: Message, name: str) -> str:
    return str(block.get(name, "")).strip()


def _trouble(status: str, diagnostic: str) -> Trouble:
    """Return the trouble; a status that tells nothing (5.0.0) gives way to what the server said."""
    codes = [*_STATUS.findall(status), *_STATUS.findall(diagnostic)]
    telling = [code for code in codes if code[1:] not in {".0.0", ".1.0"}]
    reply = _REPLY.search(diagnostic)
    return trouble_of(status=next(iter(telling), ""), reply=int(reply[1]) if reply else 0)


# Plain texts


def _plain(mail: Message) -> Notice:
    """Read a notice in words. A mail server speaks for itself; any other machine's answer is an absence note."""
    subject, from_server = _value(mail, "Subject"), bool(_SERVERS.search(_value(mail, "From")))
    if not from_server and _is_automatic(mail):
        return Notice(Kind.HARMLESS)
    ids = _ids(mail)
    if not ids or not (from_server or _FAILED_SUBJECT.match(subject)):
        return Notice(Kind.OTHER)
    if _DELAYED_SUBJECT.search(subject):
        return Notice(Kind.HARMLESS)
    said = _text(mail).split(ids[0], 1)[0]
    return Notice(Kind.FAILED, message_ids=ids, trouble=_trouble("", said), provider=_provider(said))


def _is_automatic(mail: Message) -> bool:
    """Tell an answer that no person wrote (RFC 3834, 5; others have headers of their own)."""
    automatic = _value(mail, "Auto-Submitted").lower().startswith("auto-")
    return automatic or any(mail.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply"))


# What both have in common


def _ids(mail: Message) -> tuple[str, ...]:
    """Return the Message-IDs that look like ours: in headers of the returned mail, in references, in the text."""
    headers = (part.get(name, "") for part in mail.walk() for name in ("Message-ID", "In-Reply-To", "References"))
    found = _OWN_ID.findall(" ".join([*map(str, headers), _text(mail)]))
    return tuple(dict.fromkeys(found))


def _text(mail: Message) -> str:
    """Return all that is text in a mail; a part that says so falsely is read as far as it goes."""
    parts = (part.get_payload(decode=True) for part in mail.walk() if part.get_content_maintype() == "text")
    return "\n".join(part.decode("utf-8", "replace") for part in parts if isinstance(part, bytes))[:_MOST_TEXT]


def _provider(text: str) -> str:
    """Return what stands behind the @ of the first address; the part before it names a person."""
    found = _ADDRESS.search(text)
    return found[1].lower()[:120] if found else ""
