"""A group's page tells of its meetings, tasks and projects: all to the team, what was announced to its people."""

import re
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from drehscheibe.frames.workspace.sections import sections_of
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.bodies.sections import Reader
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.models import Task
from drehscheibe.work.meetings.vocabulary import MeetingState
from drehscheibe.work.plans.models import Project
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import client_of, text_of

from .conftest import ROOM


def test_group_page_of_the_team_leads_to_meetings_tasks_and_projects(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        body = making.body("Ferien", BodyKind.WORKING)
        draft = making.meeting(body)
        task = Task.objects.create(body=body, text="Kalender drucken", owner_name="Kita")
        Project.objects.create(title="Ferienpass", body=body)
    page = coordinator.get(f"{ROOM}gruppen/{body.pk}/")
    links = [f'href="{ROOM}treffen/{draft.pk}/"', f'href="{ROOM}treffen/aufgaben/{task.pk}/"', "Ferienpass"]
    assert [link for link in links if link not in page.content.decode()] == []
    assert "Kalender drucken" in text_of(page)
    doors = [f'{ROOM}treffen/neu/?gruppe={body.pk}"', f'{ROOM}bedarf/neu/?gruppe={body.pk}"']
    assert [door in page.content.decode() for door in doors] == [True, True]
    as_reader = client_of(cast.reader).get(f"{ROOM}gruppen/{body.pk}/").content.decode()
    assert [door in as_reader for door in doors] == [False, False]  # no button that only says no
    ids = re.findall(r' id="([^"]+)"', page.content.decode())
    assert sorted(ids) == sorted(set(ids))


def test_people_of_a_group_see_no_drafts_and_no_doors_of_the_rooms(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        body = making.body("Ferien", BodyKind.WORKING)
        making.meeting(body, title="Entwurf")
        making.meeting(
            body, title="Angekündigt", state=MeetingState.INVITED, on=timezone.localdate() + timedelta(days=5)
        )
        found = sections_of(body, Reader(cast.perle.slug, page_token="xyz"))
    lines = [line for section in found for line in section.lines]
    assert [(line.title, line.url) for line in lines] == [("Angekündigt", "")]
    assert [section.link.url for section in found if section.link] == [
        f"/link/meine-seite/xyz/bedarf/?gruppe={body.pk}"
    ]


def test_meeting_that_is_called_like_its_group_is_named_by_its_day(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        body = making.body("Ferien", BodyKind.WORKING)
        for title in ("Ferien", "Klausur"):
            making.meeting(body, on=date(2025, 3, 3), title=title, state=MeetingState.APPROVED)
        past = next(section for section in sections_of(body, Reader("perle")) if section.key == "gewesen")
    day = "Mo., 3. März 2025, 17:00 bis 19:00 Uhr"
    assert sorted((line.title, line.text) for line in past.lines) == [
        ("Klausur", f"{day} · Genehmigt"), (day, "Genehmigt"),
    ]  # fmt: skip
