"""What the tests of login and account share: the mail of the instance, and clients at a door."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client

from drehscheibe.ground.outbox.models import InstanceMail

PASSWORD = "passwort-passwort"
FROM_OUR_PAGE = {"sec-fetch-site": "same-origin"}


def newest_code() -> str:
    """Return the code in the mail that was queued last."""
    found = re.search(r"\b\d{4}-\d{4}\b", InstanceMail.objects.latest("pk").text)
    assert found is not None
    return found.group()


@pytest.fixture
def password_login() -> Callable[..., Client]:
    """Fill in the login form as `email`; the client comes back as the server left it."""

    def log_in(email: str, *, password: str = PASSWORD, to: str = "") -> Client:
        client = Client()
        client.post("/konto/anmelden/", {"login": email, "password": password, "next": to})
        return client

    return log_in


@contextmanager
def database_for_threads(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let new threads work on the rows that are committed by now.

    Connections to one SQLite database in memory fail where those to a file would wait for each other; so threads
    get a copy in a file, set up like the real one. PostgreSQL needs nothing.
    """
    if connection.vendor == "sqlite":
        copy = str(folder / "copy.sqlite3")
        with closing(sqlite3.connect(copy)) as target:
            connection.connection.backup(target)
        monkeypatch.setitem(connections.settings["default"], "NAME", copy)
    yield
