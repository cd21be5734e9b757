"""Refuses to start a demo that others could reach, and a bounce mailbox that would be read without encryption."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from .rules import is_local_site


def demo_stays_at_home(**_options: Any) -> list[CheckMessage]:
    """The demo's mailbox shows every mail, login codes too."""
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


def bounces_can_be_read(**_options: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if settings.BOUNCE_DIR and not Path(settings.BOUNCE_DIR).is_dir():
        found.append(
            Error(
                f"BOUNCE_DIR={settings.BOUNCE_DIR} ist kein Ordner.",
                hint="Legen Sie ihn an, oder lassen Sie BOUNCE_DIR weg.",
                id="outbox.E002",
            )
        )
    if settings.BOUNCE_IMAP_URL and not _is_safe_mailbox(settings.BOUNCE_IMAP_URL):
        found.append(
            Error(
                "BOUNCE_IMAP_URL ist keine Adresse eines Postfachs mit verschlüsselter Verbindung.",
                hint="Beispiel: BOUNCE_IMAP_URL=imaps://name:passwort@mail.example.org/INBOX",
                id="outbox.E003",
            )
        )
    if settings.MAIL_BOUNCE_TO and not _is_address(settings.MAIL_BOUNCE_TO):
        found.append(
            Error(
                f"MAIL_BOUNCE_TO={settings.MAIL_BOUNCE_TO} ist keine E-Mail-Adresse.",
                hint="Beispiel: MAIL_BOUNCE_TO=ruecklaeufer@example.org",
                id="outbox.E004",
            )
        )
    return found


def answers_can_be_read(**_options: Any) -> list[CheckMessage]:
    """The address that calendar programs answer to needs its secret, and a place where it is read."""
    found: list[CheckMessage] = []
    address = settings.ANSWER_ADDRESS
    if address and ("{secret}" not in address or not _is_address(address.replace("{secret}", "0" * 24))):
        found.append(
            Error(
                f"ANSWER_ADDRESS={address} ist keine E-Mail-Adresse mit {{secret}} darin.",
                hint="Beispiel: ANSWER_ADDRESS=antwort+{secret}@example.org",
                id="outbox.E005",
            )
        )
    if bool(address) != bool(settings.ANSWER_DIR or settings.ANSWER_IMAP_URL):
        found.append(
            Error(
                "ANSWER_ADDRESS und ANSWER_IMAP_URL (oder ANSWER_DIR) gehören zusammen.",
                hint="Setzen Sie beide, oder keines von beiden.",
                id="outbox.E006",
            )
        )
    if settings.ANSWER_DIR and not Path(settings.ANSWER_DIR).is_dir():
        found.append(
            Error(
                f"ANSWER_DIR={settings.ANSWER_DIR} ist kein Ordner.",
                hint="Legen Sie ihn an, oder lassen Sie ANSWER_DIR weg.",
                id="outbox.E007",
            )
        )
    if settings.ANSWER_IMAP_URL and not _is_safe_mailbox(settings.ANSWER_IMAP_URL):
        found.append(
            Error(
                "ANSWER_IMAP_URL ist keine Adresse eines Postfachs mit verschlüsselter Verbindung.",
                hint="Beispiel: ANSWER_IMAP_URL=imaps://name:passwort@mail.example.org/INBOX",
                id="outbox.E008",
            )
        )
    return found


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _is_safe_mailbox(address: str) -> bool:
    parts = urlsplit(address)
    safe = parts.scheme == "imaps" or (parts.scheme == "imap" and is_local_site(address))
    return bool(safe and parts.hostname and parts.username)
