"""Mail backend of the demo: each mail becomes a file that `/postfach/` shows."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class MailboxBackend(BaseEmailBackend):
    """Writes mails as .eml into `settings.MAILBOX_DIR`; a reader never sees half a file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAILBOX_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            _write(folder, message.message().as_bytes())
        return len(email_messages)


def _write(folder: Path, content: bytes) -> None:
    """Write under a name that sorts by time; renaming is atomic (POSIX rename)."""
    name = f"{datetime.now(UTC):%Y%m%dt%H%M%S%f}-{uuid.uuid4().hex[:8]}"
    half = folder / f"{name}.part"
    half.write_bytes(content)
    half.rename(folder / f"{name}.eml")
