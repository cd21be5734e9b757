"""Pages of the rooms ask the database at most 20 times, the dashboard too, for one row as for three hundred."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drehscheibe.frames.workspace.models import FormDraft
from drehscheibe.ground.accounts.models import Invitation, User
from drehscheibe.ground.alliances import actions
from drehscheibe.ground.alliances.models import ContactPoint, FocusTopic, Goal, Inquiry, PartnerGroup
from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.work.plans.models import Project
from tests.conftest import Cast

from .conftest import ROOM

MOST, MOST_ON_DASHBOARD = 20, 20
PAGES = [
    "", "profil/", "profil/liste/ziele/", "profil/liste/partner/", "profil/gebiet/", "profil/veroeffentlichen/",
    "profil/vorschau/", "projekte/", "anfragen/", "leute/", "leute/uebergabe/", "verlauf/", "einstellungen/",
    "profil/teil/name/", "profil/liste/kontakte/neu/",
]  # fmt: skip


def _rows(cast: Cast, start: int, stop: int) -> None:
    numbers = range(start, stop)
    for model, text in (
        (Goal, "text"),
        (FocusTopic, "title"),
        (PartnerGroup, "label"),
        (ContactPoint, "role"),
        (Project, "title"),
    ):
        make: Callable[..., Any] = model
        model.objects.bulk_create([make(**{text: f"Nummer {n}"}, rank=n) for n in numbers])
    Inquiry.objects.bulk_create([Inquiry(kind="citizen", text=f"Frage {n}") for n in numbers])
    for n in numbers:
        user = User.objects.create_account(email=f"p{n}@example.org", name=f"P {n}", password=None)
        Member.objects.create(user=user, name=f"P {n}", roles=["reader"])
        link, _token = links.issue(
            purpose="invitation", subject_id=n, recipient="x@example.org", lifetime=timedelta(days=-1)
        )
        Invitation.objects.create(email=f"e{n}@example.org", roles=["reader"], link=link, invited_by=cast.coordinator)
        FormDraft.objects.create(member=cast.coordinator, key=f"profil/teil/{n}", data=[], saved_at=timezone.now())
        audit.record(cast.coordinator, "member.removed", cast.reader)


def _statements(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{ROOM}{path}").status_code == 200
    return len(captured)


def _counted(client: Client) -> dict[str, int]:
    return {path: _statements(client, path) for path in PAGES}


@pytest.mark.slow
def test_pages_ask_at_most_twenty_times_for_one_row_and_for_three_hundred(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        _rows(cast, 0, 1)
        actions.publish(cast.perle, by=cast.coordinator)
        _rows(cast, 1, 10)
    few = _counted(coordinator)
    with scope.alliance(cast.perle.pk):
        _rows(cast, 10, 300)
    many = _counted(coordinator)
    assert {path: count for path, count in many.items() if count > (MOST if path else MOST_ON_DASHBOARD)} == {}
    assert {path: (few[path], many[path]) for path in PAGES if many[path] > few[path]} == {}
