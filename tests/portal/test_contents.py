"""What an alliance's page shows of its work: groups, dates and decisions for everybody, and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from drehscheibe.ground.alliances.vocabulary import Audience
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.actions.meetings import step
from drehscheibe.work.meetings.models import Decision, Meeting
from drehscheibe.work.meetings.vocabulary import MeetingState
from drehscheibe.work.resolutions.actions.register import show
from tests.meetings import making

from . import build

PAGE = "/buendnisse/perle/"


@pytest.fixture
def alliance_id(db: None) -> int:
    return build.alliance().pk


def _meeting(**values: object) -> Meeting:
    body = making.body()
    public = {"audience": Audience.PUBLIC, "state": MeetingState.INVITED, "place_name": "Alte Weberei", **values}
    return making.meeting(body, on=timezone.localdate() + timedelta(days=9), **public)


def test_page_names_the_next_public_date_with_its_place(alliance_id: int, visitor: Client) -> None:
    with scope.alliance(alliance_id):
        _meeting()
    page = visitor.get(PAGE).content.decode()
    assert "Nächste Termine" in page
    assert "Alte Weberei" in page


def test_place_is_a_secret_before_the_host_has_said_yes(alliance_id: int, visitor: Client) -> None:
    with scope.alliance(alliance_id):
        _meeting(host=making.partner("Weberei"))
    page = visitor.get(PAGE).content.decode()
    assert ("Vollversammlung" in page, "Alte Weberei" in page) == (True, False)


@pytest.mark.parametrize("hidden", [{"audience": Audience.ALLIANCE}, {"state": MeetingState.DRAFT}])
def test_dates_of_the_team_stay_with_it(alliance_id: int, visitor: Client, hidden: dict[str, str]) -> None:
    with scope.alliance(alliance_id):
        _meeting(**hidden)
    assert "Nächste Termine" not in visitor.get(PAGE).content.decode()


def test_cancelled_date_is_gone_on_the_next_request(alliance_id: int, visitor: Client) -> None:
    with scope.alliance(alliance_id):
        meeting = _meeting()
    assert "Nächste Termine" in visitor.get(PAGE).content.decode()
    with scope.alliance(alliance_id):
        step(meeting, MeetingState.CANCELLED)
    assert "Nächste Termine" not in visitor.get(PAGE).content.decode()


def test_page_leads_to_decisions_once_one_is_public(alliance_id: int, visitor: Client) -> None:
    with scope.alliance(alliance_id):
        meeting = making.meeting(making.body(), state=MeetingState.MINUTES)
        decision = Decision.objects.create(
            meeting=meeting, body=meeting.body, year=2026, number=1, text="Ja.", decided_on=timezone.localdate()
        )
    assert "Was wir beschlossen haben" not in visitor.get(PAGE).content.decode()
    with scope.alliance(alliance_id):
        show(decision, is_public=True, by=build.BY)
    assert "Was wir beschlossen haben" in visitor.get(PAGE).content.decode()
