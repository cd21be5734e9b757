"""A fresh instance: nobody runs it yet, and its code lies in a folder of the test's own."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from drehscheibe.frames.portal.queries import regions
from drehscheibe.frames.setup import code
from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.tenancy.models import Operator
from tests.portal import build
from tests.rooms import client_of

FIRST = {
    "name": "Stadt Perleberg, vertreten durch die Bürgermeisterin",
    "address": "Großer Markt 1, 19348 Perleberg",
    "email": "familie@example.org",
    "person": "Hanna Birkental",
    "login": "Hanna@example.org",
    "password": "drei warme Wörter",
}


@pytest.fixture(autouse=True)
def _no_names_from_another_test() -> None:
    regions.cache_clear()


@pytest.fixture
def fresh(db: None, tmp_path: Path, settings: Any) -> str:
    """Return the code of an instance that waits to be set up."""
    settings.DATA_DIR = tmp_path
    build.places()
    return code.current()


@pytest.fixture
def guest(fresh: str) -> Client:
    """A browser that came with the link that the program shows at its start."""
    client = Client()
    client.get("/einrichten/", {"schluessel": fresh})
    return client


@pytest.fixture
def hanna(guest: Client) -> Client:
    """The first person, who has just set the instance up."""
    guest.post("/einrichten/", FIRST)
    return guest


@pytest.fixture
def betty(fresh: str) -> Client:
    """Somebody who runs an instance where alliances work already."""
    user = User.objects.create_account(email="betty@example.org", name="Betty", password="passwort-passwort")
    Operator.objects.create(user=user)
    return client_of(user)
