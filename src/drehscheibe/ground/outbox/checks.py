"""Refuses to start a demo that others could reach: its mailbox shows every mail, login codes too."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from .rules import is_local_site


def demo_stays_at_home(**_options: Any) -> list[CheckMessage]:
    if not settings.DEMO or is_local_site(settings.SITE_URL):
        return []
    return [
        Error(
            f"DEMO=1 geht nur auf dem eigenen Rechner, SITE_URL ist aber {settings.SITE_URL}. "
            "In der Demo sind alle E-Mails ohne Anmeldung lesbar, auch Anmeldecodes.",
            hint="Setzen Sie DEMO=0, oder lassen Sie SITE_URL weg (dann gilt http://localhost:8000).",
            id="outbox.E001",
        )
    ]
