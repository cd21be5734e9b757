"""Out of the practice mode."""

import pytest
from django.test import Client

from drehscheibe.ground.alliances import queries
from drehscheibe.ground.alliances.models import ContactPoint
from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from tests.conftest import Cast
from tests.rooms import client_of, said, text_of

from .conftest import ROOM

GATE = {
    "responsible_body": "Stadt Perle, Markt 1",
    "privacy_contact": "ds@example.org",
    "mailbox": "buendnis@example.org",
}


@pytest.fixture
def practising(coordinator: Client, cast: Cast) -> Client:
    Alliance.objects.filter(pk=cast.perle.pk).update(is_live=False)
    return coordinator


def test_practice_mode_is_told_on_every_page_with_its_two_ways(practising: Client, cast: Cast) -> None:
    page = practising.get(f"{ROOM}partner/").content.decode()

    assert "Übungsmodus: Keine E-Mail verlässt das Haus." in page
    assert ('href="/arbeit/perle/uebungspostfach/"' in page, 'href="/arbeit/perle/live/"' in page) == (True, True)
    assert "Übungsmodus" not in client_of(cast.reader).get(ROOM).content.decode()


def test_gate_is_filled_with_what_is_known(practising: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        ContactPoint.objects.create(role="Koordination", host_organisation="Stadt Perle", email="fam@example.org")

    page = practising.get(f"{ROOM}live/").content.decode()

    assert (">\nStadt Perle</textarea>" in page, 'value="fam@example.org"' in page) == (True, True)


def test_gate_opens_once_and_keeps_what_was_entered(practising: Client, cast: Cast) -> None:
    first = practising.post(f"{ROOM}live/", GATE)
    second = practising.post(f"{ROOM}live/", GATE)

    assert said(first) == ["Ihr Bündnis ist live. Ab jetzt gehen E-Mails wirklich hinaus."]
    assert said(second)[-1] == "Ihr Bündnis ist schon live: E-Mails gehen hinaus."
    assert Alliance.objects.get(pk=cast.perle.pk).is_live
    with scope.alliance(cast.perle.pk):
        profile = queries.profile()
        assert (profile.responsible_body, profile.privacy_contact) == ("Stadt Perle, Markt 1", "ds@example.org")
        assert ContactPoint.objects.get().email == "buendnis@example.org"
        assert Entry.objects.filter(verb="alliance.live").count() == 1


@pytest.mark.parametrize("missing", GATE)
def test_gate_stays_closed_while_something_is_missing(practising: Client, cast: Cast, missing: str) -> None:
    page = text_of(practising.post(f"{ROOM}live/", {**GATE, missing: " "}))

    assert "Jetzt live schalten" in page
    assert not Alliance.objects.get(pk=cast.perle.pk).is_live


def test_only_the_coordination_may_open_the_gate(practising: Client, cast: Cast) -> None:
    assert client_of(cast.deputy).post(f"{ROOM}live/", GATE).status_code == 403
    assert not Alliance.objects.get(pk=cast.perle.pk).is_live
