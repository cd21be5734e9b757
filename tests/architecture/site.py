"""The site as different people see it: each question is answered, watched for writes, and undone."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from drehscheibe.ground.accounts.models import User
from drehscheibe.kit.pages.middleware import store
from tests.conftest import Cast

ANONYMOUS = "anonymous"
MEMBERS = ("reader", "group_lead", "treasurer", "deputy", "coordinator")
STRANGERS = ("outsider", "other_coordinator", "office", "operator")
EVERYBODY = (ANONYMOUS, *STRANGERS, *MEMBERS)

_WRITE = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)\b(?!.*\bdjango_session\b)", re.I | re.S)

# The signed time of a public form, the only part of a page that two askers may see differently.
_STAMP = re.compile(rb"form:[\w-]+:[\w-]+")


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes = b""
    location: str = ""
    sets_cookie: bool = False
    writes: tuple[str, ...] = ()
    error: str = ""


@dataclass
class Site:
    cast: Cast
    clients: dict[str, Client] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for person in EVERYBODY:
            self.clients[person] = Client()
            if person != ANONYMOUS:
                self.clients[person].force_login(self._user(person))

    def _user(self, person: str) -> User:
        somebody = getattr(self.cast, person)
        user: User = somebody if isinstance(somebody, User) else somebody.user
        return user

    def ask(self, person: str, method: str, path: str) -> Answer:
        """Return the answer to one request; whatever it wrote is rolled back."""
        store.clear()
        reset_queries()
        try:
            with transaction.atomic(), CaptureQueriesContext(connection) as captured:
                response = getattr(self.clients[person], method)(path)
                transaction.set_rollback(True)
        except Exception as error:  # whatever a view raises is a finding
            return Answer(500, error=f" ({type(error).__name__}: {str(error)[:120]})")
        return _answer(response, tuple(q["sql"] for q in captured if _WRITE.match(q["sql"])))


def _answer(response: Any, writes: tuple[str, ...]) -> Answer:
    body = b"" if response.streaming else _STAMP.sub(b"", response.content)
    location = response.headers.get("Location", "")
    return Answer(response.status_code, body, location, bool(response.cookies), writes)
