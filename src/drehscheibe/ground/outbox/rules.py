"""What may stand in a mail's header, and what a mail server's refusal means."""

import re
import unicodedata
from datetime import timedelta
from email.headerregistry import Address
from typing import Any, TypedDict
from urllib.parse import urlsplit

TIME_TO_STOP = timedelta(minutes=5)
MAX_ATTACHMENTS = 10
MAX_ATTACHMENT_BYTES = 3 * 1024 * 1024
# Signs that turn the reading direction could show a stranger's address as ours.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
# As `tenancy.links.issue` makes them: alliance, secret, signature.
_TOKEN = re.compile(r"(?<![\w.-])\d+\.[\w-]{20,}\.[\w-]{30,}")
# Control signs, separators of lines and paragraphs, halves of signs that no encoding knows.
_NOT_PRINTED = {"Cc", "Zl", "Zp", "Cs"}


class AttachmentRow(TypedDict):
    """How an attachment is stored: its bytes as base64 text."""

    name: str
    type: str
    base64: str


def one_line(text: str, *, most: int) -> str:
    """Return the text without line breaks and control signs, so that it cannot start another header (RFC 5322, 2.2)."""
    printable = "".join(" " if unicodedata.category(sign) in _NOT_PRINTED else sign for sign in text)
    return " ".join(_DIRECTION.sub("", printable).split())[:most].rstrip()


def without_tokens(text: str) -> str:
    """Return the text with the secret part of every mail link made unreadable: it belongs to the receiver alone."""
    return _TOKEN.sub("•••", text)


def mailbox(name: str, address: str) -> str:
    """Return `"Name" <address>`, quoted where a name needs it, or the bare address."""
    return str(Address(display_name=name, addr_spec=address)) if name else address


def file_name(name: str) -> str:
    """Return a name without folders and without signs that break a header."""
    return one_line(re.sub(r'[\\/:*?"<>|;]', "-", name), most=100).strip(".- ") or "anhang"


def is_permanent(code: int) -> bool:
    """Tell whether a reply to recipient or content is final: 5xx is, 4xx asks to try again (RFC 5321, 4.2.1)."""
    return 500 <= code < 600  # noqa: PLR2004  RFC 5321: a lasting refusal


def refusal_code(refused: dict[str, Any]) -> tuple[int, bytes | str]:
    """Return the reply code and text from smtplib's map of refused recipients; ours has one."""
    return next(((int(code), text) for code, text in refused.values()), (0, ""))


def enhanced_status(text: bytes | str) -> str:
    """Return the enhanced status code that a reply begins with, e.g. "5.1.1", or "" (RFC 2034)."""
    plain = text.decode("ascii", "replace") if isinstance(text, bytes) else text
    found = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})\b", plain)
    return found[1] if found else ""


def is_local_site(address: str) -> bool:
    """Tell whether the site's address leads to the machine itself, so that nobody else can reach it by name."""
    return urlsplit(address).hostname in {"localhost", "127.0.0.1", "::1"}
