"""Decisions that everybody may read."""

import pytest
from django.test import Client

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.actions.closing import close_meeting
from drehscheibe.work.meetings.actions.results import show_decision
from drehscheibe.work.meetings.models import Decision
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.after.build import decision, running
from tests.rooms import TESTER, furnish, text_of

PAGE = "/buendnisse/perle/beschluesse/"


@pytest.fixture
def decided(cast: Cast) -> Decision:
    furnish(cast.perle, published=True)
    with scope.alliance(cast.perle.pk):
        meeting = running(making.body("Plenum"))
        decision(meeting, making.item(meeting, "Familienfest"), "Das Fest ist im September.", is_public=True)
        decision(meeting, None, "Wir entlassen niemanden.")
        close_meeting(meeting, by=TESTER)
        return Decision.objects.get(is_public=True)


def test_public_page_shows_public_decisions_without_votes(client: Client, decided: Decision) -> None:
    shown = text_of(client.get(PAGE))
    assert [part in shown for part in (decided.label, "Das Fest ist im September.", "Plenum", "12 Ja", "entlassen")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_page_goes_with_the_last_public_decision(client: Client, cast: Cast, decided: Decision) -> None:
    assert client.get(PAGE).status_code == 200
    with scope.alliance(cast.perle.pk):
        show_decision(decided, is_public=False, by=cast.coordinator)
    answer = client.get(PAGE)
    assert (answer.status_code, "September" in answer.content.decode()) == (404, False)
