"""Decisions that everybody may read: the words for the public, how they stand, what was repealed, the preview."""

from datetime import date

import pytest
from django.test import Client

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.actions.closing import close_meeting
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.resolutions.actions import register as actions
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.after.build import decision, running
from tests.resolutions.register.build import decided, page
from tests.rooms import TESTER, client_of, furnish, text_of

PAGE = "/buendnisse/perle/beschluesse/"


@pytest.fixture
def one(cast: Cast) -> Decision:
    furnish(cast.perle, published=True)
    with scope.alliance(cast.perle.pk):
        meeting = running(making.body("Plenum"), on=date(2026, 3, 4))
        decision(meeting, making.item(meeting, "Familienfest"), "Das Fest ist im September.", is_public=True)
        decision(meeting, None, "Wir entlassen niemanden.")
        close_meeting(meeting, by=TESTER)
        return Decision.objects.get(is_public=True)


def test_public_page_shows_public_decisions_without_votes(client: Client, one: Decision) -> None:
    shown = text_of(client.get(PAGE))
    parts = (one.label, "Das Fest ist im September.", "Plenum", "Stand: offen", "12 Ja", "entlassen")
    assert [part in shown for part in parts] == [True, True, True, True, False, False]


def test_page_goes_with_the_last_public_decision(client: Client, cast: Cast, one: Decision) -> None:
    assert client.get(PAGE).status_code == 200
    with scope.alliance(cast.perle.pk):
        actions.show(one, is_public=False, by=cast.coordinator)
    answer = client.get(PAGE)
    assert (answer.status_code, "September" in answer.content.decode()) == (404, False)


def test_own_words_stand_alone_and_a_repeal_is_told(client: Client, cast: Cast, one: Decision) -> None:
    with scope.alliance(cast.perle.pk):
        later = decided(one.body, number=9, text="Das Fest fällt aus.")
        actions.show(one, is_public=True, public_text="Im September wird gefeiert.", by=cast.coordinator)
        actions.repeal(one, later=later, by=cast.coordinator)
    shown = text_of(client.get(PAGE))
    told = ("Im September wird gefeiert.", "Aufgehoben am 6. Mai 2026.", "Das Fest ist im", "Familienfest", "2026/09")
    assert [part in shown for part in told] == [True, True, False, False, False]

    with scope.alliance(cast.perle.pk):
        actions.show(later, is_public=True, by=cast.coordinator)
    assert "Aufgehoben am 6. Mai 2026 durch Beschluss 2026/09." in text_of(client.get(PAGE))


def test_preview_shows_the_typed_words_and_publishes_nothing(client: Client, cast: Cast, one: Decision) -> None:
    room = client_of(cast.coordinator)
    with scope.alliance(cast.perle.pk):
        actions.show(one, is_public=False, by=TESTER)
    preview = text_of(room.post(page(one, "oeffentlich/"), {"tun": "vorschau", "public_text": "Wir feiern."}))
    card = preview.split("So würden ihn alle lesen:")[1].split("Stimmen und Namen")[0]
    assert ("Wir feiern." in card, "Das Fest ist" in card, client.get(PAGE).status_code) == (True, False, 404)

    room.post(page(one, "oeffentlich/"), {"tun": "zeigen", "public_text": "Wir feiern."})
    assert "Wir feiern." in text_of(client.get(PAGE))
    room.post(page(one, "oeffentlich/"), {"tun": "zuruecknehmen"})
    assert client.get(PAGE).status_code == 404


def test_reader_cannot_publish(cast: Cast, one: Decision) -> None:
    client_of(cast.reader).post(page(one, "oeffentlich/"), {"tun": "zuruecknehmen"})
    with scope.alliance(cast.perle.pk):
        assert Decision.objects.get(pk=one.pk).is_public is True
