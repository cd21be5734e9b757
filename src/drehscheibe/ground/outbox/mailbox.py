"""The files of the demo mailbox: one per mail, as it was sent."""

import re
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path

from django.conf import settings

from . import received as reader
from .received import Opened, Received

_MOST = 1000
_KEY = re.compile(r"\d{8}t\d{12}-[0-9a-f]{8}")


def received(*, by: str = "") -> list[Received]:
    """Return the newest mails, at most a thousand; with `by` only those to that address."""
    return [line for line in _newest() if not by or by in line.receivers]


def receivers() -> list[str]:
    """Return all addresses that got one of these mails, in alphabetical order."""
    return sorted({address for line in _newest() for address in line.receivers})


def opened(key: str) -> Opened | None:
    """Return the mail behind a key of the list, None for an unknown one."""
    file = _folder() / f"{key}.eml"
    return reader.opened(key, file.read_bytes()) if _KEY.fullmatch(key) and file.is_file() else None


def _folder() -> Path:
    return Path(settings.MAILBOX_DIR)


def _newest() -> Iterator[Received]:
    parser = BytesHeaderParser(policy=default)
    for file in sorted(_folder().glob("*.eml"), reverse=True)[:_MOST]:
        with file.open("rb") as content:
            yield reader.line(file.stem, parser.parse(content))
