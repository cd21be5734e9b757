"""An evening that is on: an assembly with partners, an agenda, and the coordinator who writes."""

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.actions import evening as actions
from drehscheibe.work.meetings.models import AgendaItem, Invitee, Meeting
from tests.conftest import Cast
from tests.rooms import client_of

from .. import making


@dataclass
class Night:
    """The evening of a test; `send` speaks as a device does, and works in no scope."""

    cast: Cast
    body: Body
    meeting: Meeting
    items: list[AgendaItem]
    people: list[Invitee]
    client: Client = field(default_factory=Client)

    @property
    def address(self) -> str:
        return f"/arbeit/perle/treffen/{self.meeting.pk}/abend/"

    def send(self, *strokes: dict[str, Any], client: Client | None = None, now: Any = None) -> list[dict[str, Any]]:
        body = {"now": (now or timezone.now()).isoformat(), "strokes": list(strokes)}
        answer = (client or self.client).post(f"{self.address}striche/", json.dumps(body), "application/json")
        assert answer.status_code == 200, answer.content
        found: list[dict[str, Any]] = answer.json()["answers"]
        return found


def key() -> str:
    return str(uuid.uuid4())


def add(kind: str, text: str, item: AgendaItem | None = None, **more: Any) -> dict[str, Any]:
    return {"key": key(), "what": "add", "kind": kind, "text": text, "item": item.pk if item else 0, **more}


def change(entry: str, version: int, **values: Any) -> dict[str, Any]:
    return {"key": key(), "what": "change", "entry": entry, "version": version, "text": "", **values}


def tap(what: str, person: object, **more: Any) -> dict[str, Any]:
    return {"key": key(), "what": what, "person": str(person), **more}


def begin(cast: Cast, number: int = 3, **rules: Any) -> Night:
    """Open an evening with some partners; `rules` are the alliance's Spielregeln."""
    with scope.alliance(cast.perle.pk):
        if rules:
            making.governance(**rules)
        body = making.body()
        meeting = making.meeting(body, on=timezone.localdate())
        items = [making.item(meeting, title) for title in ("Begrüßung", "Familientag", "Verschiedenes")]
        people = [making.invitee(meeting, one) for one in making.partners(number)]
        actions.open_evening(meeting, by=cast.coordinator)
    return Night(cast, body, meeting, items, people, client_of(cast.coordinator))


@pytest.fixture
def night(cast: Cast) -> Night:
    return begin(cast)
