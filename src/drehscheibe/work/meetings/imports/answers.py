"""Reads what comes to the mailbox for answers: replies of calendar programs (RFC 5546, RFC 6047), and letters of people.

Pure: bytes in, a verdict out. Anybody can write to that mailbox, so nothing in a mail may stop the reading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from enum import Enum
from typing import Any

import icalendar

_MOST_CALENDAR = 64 * 1024
_MOST_TEXT = 8000
_MOST_SEQUENCE = 2**31 - 1
_YEARS = range(2000, 2101)
"""What lies outside was not meant, and no clock can show the ends of time in another zone."""
_HIDDEN = ("style", "script")
_RECEIVERS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "Resent-To")
_MACHINES = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")
# What mail and calendar libraries raise at texts that are none; a newer one may find another.
_UNREADABLE = (ValueError, KeyError, IndexError, TypeError, AttributeError, LookupError, RecursionError, OverflowError)


class Kind(Enum):
    REPLY = "reply"
    """A calendar program answered."""
    LETTER = "letter"
    """Somebody wrote, or something came that no program understands: for people to read."""
    HARMLESS = "harmless"
    """A machine's note that nobody needs, e.g. of an absence."""


class Meant(Enum):
    """What a calendar program says for its owner."""

    YES = "ACCEPTED"
    NO = "DECLINED"
    MAYBE = "TENTATIVE"
    DELEGATED = "DELEGATED"
    OTHER_TIME = "COUNTER"


@dataclass(frozen=True, slots=True)
class CalendarReply:
    """The one entry of a reply. `attendee` is who answers, `said_at` when; `delegated_to` whom she sends."""

    uid: str
    sequence: int
    attendee: str
    name: str
    meant: Meant
    said_at: datetime | None = None
    delegated_to: str = ""
    comment: str = ""
    proposed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One mail. `secret` is what its address said, "" for none; `sender` the address that it came from."""

    kind: Kind
    secret: str = ""
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    text: str = ""
    files: int = 0
    reply: CalendarReply | None = None


def read(content: bytes, *, pattern: str) -> Incoming:
    """Return what a mail says; `pattern` is the address for answers, with {secret} in it."""
    try:
        return _read(message_from_bytes(content), pattern)
    except _UNREADABLE:
        return Incoming(Kind.LETTER)


def _read(mail: Message, pattern: str) -> Incoming:
    reply, organizer = _calendar(mail)
    name, sender = _sender(mail)
    addresses = [address for _name, address in getaddresses([str(mail[key]) for key in _RECEIVERS if mail[key]])]
    kind = Kind.REPLY if reply else Kind.HARMLESS if _is_automatic(mail) else Kind.LETTER
    return Incoming(
        kind,
        secret=_secret([*addresses, organizer], pattern),
        sender=sender,
        sender_name=name,
        subject=_decoded(mail["Subject"]),
        text="" if reply else _text(mail),
        files=sum(1 for part in mail.walk() if part.get_filename()),
        reply=reply,
    )


def _secret(addresses: list[str], pattern: str) -> str:
    before, _mark, after = pattern.partition("{secret}")
    shape = re.compile(re.escape(before) + "([0-9a-f]{24})" + re.escape(after), re.IGNORECASE)
    found = (shape.fullmatch(address.strip()) for address in addresses)
    return next((match[1].lower() for match in found if match), "")


def _sender(mail: Message) -> tuple[str, str]:
    pairs = getaddresses([_decoded(mail["From"])])
    name, address = pairs[0] if pairs else ("", "")
    return name[:120], address.lower()


def _decoded(value: Any) -> str:
    """Return a header's text on one line."""
    if not value:
        return ""
    try:
        text = str(make_header(decode_header(str(value))))
    except _UNREADABLE:
        text = str(value)
    return " ".join(_storable(text).split())[:250]


def _is_automatic(mail: Message) -> bool:
    """Tell what no person wrote (RFC 3834, 5): absence notes, notices of non-delivery."""
    if mail.get_content_type() == "multipart/report" or any(mail.get(name) for name in _MACHINES):
        return True
    return str(mail.get("Auto-Submitted", "")).strip().lower().startswith("auto-")


def _text(mail: Message) -> str:
    """Return the plain text; of a mail in HTML alone its words."""
    plain = "\n".join(_parts(mail, "text/plain")).strip()
    if plain:
        return _storable(plain)[:_MOST_TEXT]
    words = _words(" ".join(_parts(mail, "text/html"))[: 20 * _MOST_TEXT])
    return _storable(" ".join(words.split()))[:_MOST_TEXT]


def _words(html: str) -> str:
    """Return what stands between the tags. It reads each sign once: a pattern would take hours for a malicious text."""
    first, *pieces = html.split("<")
    words, hidden = [first], ""
    for piece in pieces:
        tag, _end, text = piece.partition(">")
        name = tag.lower().split()[0] if tag.strip() else ""
        if hidden and name != f"/{hidden}":
            continue
        hidden = name if name in _HIDDEN else ""
        if not hidden:
            words.append(text)
    return " ".join(words)


def _storable(text: str) -> str:
    """Return a text that a database takes: without NUL and halves of signs, which foreign mails may hold."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _parts(mail: Message, kind: str) -> Iterator[str]:
    for part in mail.walk():
        payload = part.get_payload(decode=True) if part.get_content_type() == kind else None
        if isinstance(payload, bytes) and not part.get_filename():
            yield _as_text(payload, part.get_content_charset())


def _as_text(payload: bytes, charset: str | None) -> str:
    try:
        return payload.decode(charset or "utf-8", "replace")
    except LookupError:
        return payload.decode("utf-8", "replace")


# The calendar part


def _calendar(mail: Message) -> tuple[CalendarReply | None, str]:
    """Return the reply, and the organizer's address that it names."""
    for part in mail.walk():
        if part.get_content_type() not in {"text/calendar", "application/ics"}:
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and len(payload) <= _MOST_CALENDAR:
            return _reply(payload.decode("utf-8", "replace"))
    return None, ""


def _reply(text: str) -> tuple[CalendarReply | None, str]:
    try:
        calendar: Any = icalendar.Calendar.from_ical(text)
        events = calendar.walk("VEVENT")
        method = str(calendar.get("METHOD", "")).upper()
        if method not in {"REPLY", "COUNTER"} or len(events) != 1:
            return None, ""
        return _entry(events[0], method), _address(events[0].get("ORGANIZER"))
    except _UNREADABLE:
        return None, ""


def _entry(event: Any, method: str) -> CalendarReply | None:
    attendee = event.get("ATTENDEE")
    if not isinstance(attendee, icalendar.vCalAddress):  # none, or several
        return None
    word = "COUNTER" if method == "COUNTER" else str(attendee.params.get("PARTSTAT", "")).upper()
    if word not in {meant.value for meant in Meant}:
        return None
    delegated = attendee.params.get("DELEGATED-TO", "")
    return CalendarReply(
        uid=_storable(str(event.get("UID", ""))),
        sequence=min(max(int(event.get("SEQUENCE", 0)), 0), _MOST_SEQUENCE),
        attendee=_address(attendee),
        name=_storable(str(attendee.params.get("CN", "")))[:120],
        meant=Meant(word),
        said_at=_instant(event, "DTSTAMP"),
        delegated_to=_address(delegated[0] if isinstance(delegated, list) and delegated else delegated),
        comment=_comment(event.get("COMMENT", "")),
        proposed=_instant(event, "DTSTART") if method == "COUNTER" else None,
    )


def _address(value: Any) -> str:
    return re.sub(r"^mailto:", "", _storable(str(value or "")).strip(), flags=re.IGNORECASE).strip().lower()


def _comment(value: Any) -> str:
    texts = value if isinstance(value, list) else [value]
    return _storable("\n".join(str(text) for text in texts)).strip()[:_MOST_TEXT]


def _instant(event: Any, name: str) -> datetime | None:
    value = getattr(event.get(name), "dt", None)
    if not isinstance(value, datetime) or value.year not in _YEARS:
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)
