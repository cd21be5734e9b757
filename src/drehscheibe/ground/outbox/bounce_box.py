"""Where notices of non-delivery lie: a folder of .eml files, a mailbox by IMAP, or both.

A notice is taken away once it is dealt with, since it repeats names and texts; other mails are left to people.
"""

import imaplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from drehscheibe.kit.jobs.plan import Retry

_MOST = 500
_MOST_BYTES = 1_000_000
_READ = ".gelesen"
_PORT, _TLS_PORT = 143, 993  # RFC 9051, 11.1


@dataclass(frozen=True, slots=True)
class Found:
    """One mail. Whoever has read it calls `take_away` for a notice, `leave` for anything else."""

    content: bytes
    take_away: Callable[[], object]
    leave: Callable[[], object]


def mails() -> Iterator[Found]:
    """Yield at most five hundred unread mails of each place. Raises Retry where a mailbox does not answer."""
    return mails_of(settings.BOUNCE_DIR, settings.BOUNCE_IMAP_URL, what="bounce mailbox")


def mails_of(folder: str, address: str, *, what: str) -> Iterator[Found]:
    """Yield the mails of any such place, as `mails` does; `what` is how its trouble is called in the log."""
    if folder:
        yield from _of_folder(Path(folder))
    if address:
        yield from _of_mailbox(urlsplit(address), what)


# Folder


def _of_folder(folder: Path) -> Iterator[Found]:
    for file in sorted(folder.glob("*.eml"))[:_MOST]:
        with file.open("rb") as content:
            head = content.read(_MOST_BYTES)
        read = file.with_name(file.name + _READ)
        yield Found(head, take_away=partial(file.unlink, missing_ok=True), leave=partial(file.rename, read))


# Mailbox


def _of_mailbox(address: SplitResult, what: str) -> Iterator[Found]:
    try:
        with _opened(address) as box:
            for number in _unread(box):
                mark = partial(box.uid, "STORE", number, "+FLAGS")
                yield Found(
                    _content(box, number), take_away=partial(mark, r"(\Seen \Deleted)"), leave=partial(mark, r"(\Seen)")
                )
            box.expunge()
    except (OSError, imaplib.IMAP4.error, UnicodeEncodeError) as trouble:
        raise Retry(f"{what}: {type(trouble).__name__}") from trouble


@contextmanager
def _opened(address: SplitResult) -> Iterator[imaplib.IMAP4]:
    box = _connected(address)
    try:
        box.login(unquote(address.username or ""), unquote(address.password or ""))
        state, _answer = box.select(_quoted(unquote(address.path.strip("/")) or "INBOX"))
        if state != "OK":
            raise imaplib.IMAP4.error("no such folder")
        yield box
    finally:
        box.logout()


def _connected(address: SplitResult) -> imaplib.IMAP4:
    """Connect by TLS; without it only on the machine itself, which the check of the settings makes sure of."""
    host, timeout = address.hostname or "", settings.EMAIL_TIMEOUT
    if address.scheme == "imap":
        return imaplib.IMAP4(host, address.port or _PORT, timeout=timeout)
    context = ssl.create_default_context()
    return imaplib.IMAP4_SSL(host, address.port or _TLS_PORT, ssl_context=context, timeout=timeout)


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _unread(box: imaplib.IMAP4) -> list[str]:
    _state, answer = box.uid("SEARCH", "UNSEEN")
    return [number.decode() for number in (answer[0] or b"").split()][:_MOST]


def _content(box: imaplib.IMAP4, number: str) -> bytes:
    """Return the beginning of a mail without marking it as read; a notice stands at the top of its mail."""
    _state, answer = box.uid("FETCH", number, f"(BODY.PEEK[]<0.{_MOST_BYTES}>)")
    return next((part[1] for part in answer if isinstance(part, tuple)), b"")
