"""Pages of the evening: who may, how much they ask the database, what devices get."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.actions import evening as actions
from drehscheibe.work.meetings.models import Entry, Stroke
from tests.conftest import Cast
from tests.rooms import client_of

from .. import making
from .conftest import add, begin, tap

ALLOWED = 20


def statements(cast: Cast, number: int) -> dict[str, int]:
    """Return how many statements each page of an evening costs."""
    night = begin(cast, number, quorum="share", quorum_percent=50, proxies=True)
    for start in range(0, number, 60):
        night.send(*(tap("came", one.pk) for one in night.people[start : start + 60]))
    found = {}
    for path in ("abend/", "abend/stand/", "mappe/"):
        with CaptureQueriesContext(connection) as asked:
            assert night.client.get(f"/arbeit/perle/treffen/{night.meeting.pk}/{path}").status_code == 200
        found[path] = len(asked)
    return found


@pytest.mark.parametrize("number", [10, 240])
def test_pages_ask_little_however_many_come(cast: Cast, number: int) -> None:
    assert {path: cost for path, cost in statements(cast, number).items() if cost > ALLOWED} == {}


def test_asking_again_costs_one_statement_more_than_the_door(cast: Cast) -> None:
    night = begin(cast)
    revision = night.client.get(f"{night.address}stand/").json()["revision"]
    with CaptureQueriesContext(connection) as asked:
        answer = night.client.get(f"{night.address}stand/?seit={revision}")
    own = [one["sql"] for one in asked if "meetings_" in one["sql"]]
    assert (answer.status_code, len(own)) == (204, 1)


@pytest.mark.parametrize("kind", ["line", "tap"])
def test_revision_rises_with_every_stroke(cast: Cast, kind: str) -> None:
    night = begin(cast)
    before = night.client.get(f"{night.address}stand/").json()["revision"]
    night.send(add("note", "neu") if kind == "line" else tap("came", night.people[0].pk))
    assert night.client.get(f"{night.address}stand/?seit={before}").json()["revision"] != before


def test_strokes_of_strangers_and_readers_change_nothing(cast: Cast) -> None:
    night = begin(cast)
    address = f"{night.address}striche/"
    body = {"strokes": [add("note", "fremd")]}
    who = [cast.reader, cast.group_lead, cast.other_coordinator, cast.outsider]
    codes = [client_of(one).post(address, body, "application/json").status_code for one in who]
    with scope.alliance(cast.perle.pk):
        kept = (Entry.objects.count(), Stroke.objects.count())
    assert (codes, kept) == ([403, 403, 404, 404], (0, 0))


def test_stroke_of_another_meeting_is_refused(cast: Cast) -> None:
    night = begin(cast)
    note = add("note", "hier")
    night.send(note)
    with scope.alliance(cast.perle.pk):
        other = making.meeting(night.body)
        actions.open_evening(other, by=cast.coordinator)
    night.meeting = other
    answers = night.send(
        note, tap("came", night.people[0].pk), {**add("x", ""), "what": "change", "entry": note["key"]}
    )
    assert [one["why"] for one in answers] == [
        "Das gehört zu einem anderen Treffen.",
        "Diese Person steht nicht auf der Liste dieses Treffens.",
        "Diese Zeile gibt es nicht.",
    ]


def test_state_for_devices_holds_no_addresses(cast: Cast) -> None:
    night = begin(cast)
    assert "@example.org" not in night.client.get(f"{night.address}stand/").content.decode()


def test_service_worker_is_a_script_for_this_page_alone(cast: Cast) -> None:
    night = begin(cast)
    answer = night.client.get(f"{night.address}sw.js")
    assert (answer.headers["Content-Type"], f'PAGE = "{night.address}"' in answer.content.decode().replace("\\u002D", "-")) == (
        "text/javascript", True,
    )  # fmt: skip


def test_service_worker_is_there_where_files_have_a_hash_in_their_name(cast: Cast, settings: Any) -> None:
    night = begin(cast)
    settings.STORAGES = {
        **settings.STORAGES, "staticfiles": {"BACKEND": "drehscheibe.kit.ui.storage.StaticStorage"},
    }  # fmt: skip
    assert 'STATIC = "/static/"' in night.client.get(f"{night.address}sw.js").content.decode()
