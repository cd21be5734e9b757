"""Typed reads of environment variables.

A wrong value stops the start with the variable's name and a valid example, so that an operator
can mend it without reading code.
"""

import os
import re
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None, *, example: str) -> str:
    """Return the variable, or `default`; raise ImproperlyConfigured where neither is there."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"{name} fehlt. Beispiel: {name}={example}")
    return value


def origin_and_path(site_url: str) -> tuple[str, str]:
    """Split "https://stadt.example.org/familie" into origin and path; the path is empty at the root of a host."""
    parts = urlsplit(site_url)
    if not re.fullmatch(r"(?:/[\w.~-]+)*", parts.path, re.ASCII) or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            f"SITE_URL={site_url!r} ist keine Adresse, unter der eine Instanz laufen kann."
            " Beispiel: SITE_URL=https://stadt.example.org/familie"
        )
    return f"{parts.scheme}://{parts.netloc}", parts.path


def flag(name: str, default: bool) -> bool:
    """Return a switch: 1, ja, true, on or 0, nein, false, off."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "1", "ja", "true", "on", "0", "nein", "false", "off"}:
        return default if not value else value in {"1", "ja", "true", "on"}
    raise ImproperlyConfigured(f"{name}={value!r} ist kein Schalter. Beispiel: {name}=1")


def number(name: str, default: int, *, least: int = 0) -> int:
    """Return a whole number of at least `least`."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name}={value!r} ist keine Zahl ab {least}. Beispiel: {name}={default}")
    return int(value)


def clock(name: str, default: str) -> time | None:
    """Return a time of day, e.g. 02:30; None where the variable is there and empty: not at all."""
    value = os.environ.get(name, default).strip()
    try:
        return time.fromisoformat(value) if value else None
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r} ist keine Uhrzeit. Beispiel: {name}={default}") from None


def folder(name: str, default: Path) -> Path:
    """Return an absolute folder path; it need not exist yet."""
    return Path(os.environ.get(name, "").strip() or default).expanduser().resolve()


def words(name: str, default: list[str]) -> list[str]:
    """Return a comma-separated list."""
    parts = [part.strip() for part in os.environ.get(name, "").split(",")]
    return [part for part in parts if part] or default


def database(name: str, *, sqlite_file: Path) -> dict[str, Any]:
    """Return Django's settings for a database address, or for `sqlite_file` where none is set.

    Both engines are ours: their compilers hold the alliance scope (see ground/tenancy/db).
    """
    address = os.environ.get(name, "").strip()
    if not address:
        return {
            "ENGINE": "drehscheibe.ground.tenancy.db.sqlite3",
            "NAME": str(sqlite_file),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                " PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"{name} ist keine PostgreSQL-Adresse. Beispiel: {name}=postgresql://name:passwort@localhost:5432/drehscheibe"
        )
    return {
        "ENGINE": "drehscheibe.ground.tenancy.db.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "")
        or dict(p.split("=", 1) for p in parts.query.split("&") if "=" in p).get("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
