"""Projects in the rooms."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.plans import public
from drehscheibe.work.plans.actions import projects as actions
from drehscheibe.work.plans.models import Project
from tests.conftest import Cast
from tests.rooms import client_of, furnish, hidden, said, text_of

LIST = "/arbeit/perle/projekte/"
PROJECT = {"title": "Lesepaten", "text": "Wir lesen vor.", "state": "running", "audience": "public", "version": "1"}


@pytest.fixture
def group_lead(cast: Cast) -> Client:
    furnish(cast.perle)
    return client_of(cast.group_lead)


def add(cast: Cast, *titles: str, **more: str) -> list[Project]:
    with scope.alliance(cast.perle.pk):
        return [actions.add_project({"title": title, **more}, by=cast.group_lead) for title in titles]


def titles(cast: Cast, **only: str) -> list[str]:
    with scope.alliance(cast.perle.pk):
        return list(Project.objects.filter(**only).values_list("title", flat=True))


def shown_to_all(cast: Cast) -> list[str]:
    with scope.published():
        return [project.title for project in public.projects_of(cast.perle.pk)]


def test_group_lead_adds_a_project_that_everybody_sees_at_once(cast: Cast, group_lead: Client) -> None:
    response = group_lead.post(f"{LIST}neu/", PROJECT)
    assert said(response) == ["Gespeichert. Das Projekt steht jetzt so auf Ihrer öffentlichen Seite."]
    assert shown_to_all(cast) == ["Lesepaten"]


def test_project_for_the_alliance_only_stays_inside(cast: Cast, group_lead: Client) -> None:
    group_lead.post(f"{LIST}neu/", {**PROJECT, "audience": "alliance"})
    assert (titles(cast), shown_to_all(cast)) == (["Lesepaten"], [])
    assert "Lesepaten nur unser Bündnis" in text_of(group_lead.get(LIST))


def test_texts_without_end_are_refused_with_their_length(cast: Cast, group_lead: Client) -> None:
    page = text_of(group_lead.post(f"{LIST}neu/", {**PROJECT, "text": "x" * 8001, "results": "y" * 9000}))
    assert "Worum geht es? – Das ist zu lang: 8001 Zeichen, möglich sind höchstens 8000." in page
    assert "Was kam dabei heraus? – Das ist zu lang: 9000 Zeichen, möglich sind höchstens 8000." in page
    assert titles(cast) == []


def test_projects_stand_by_state_with_what_runs_first(cast: Cast, group_lead: Client) -> None:
    add(cast, "Fertig", state="finished")
    add(cast, "Läuft gerade", state="running")
    page = text_of(group_lead.get(LIST))
    assert page.index("Läuft gerade") < page.index("Abgeschlossen") < page.index("Fertig")


def test_moving_passes_over_projects_of_other_states(cast: Cast, group_lead: Client) -> None:
    (one,) = add(cast, "eins", state="running")
    add(cast, "dazwischen", state="planned")
    (three,) = add(cast, "drei", state="running")
    group_lead.post(f"{LIST}{three.pk}/verschieben/", {"hoch": "1"})
    assert titles(cast, state="running") == ["drei", "eins"]
    group_lead.post(f"{LIST}{three.pk}/verschieben/", {"hoch": "1"})
    assert titles(cast, state="running") == ["drei", "eins"]
    group_lead.post(f"{LIST}{one.pk}/verschieben/", {"hoch": "1"})
    assert titles(cast, state="running") == ["eins", "drei"]


def test_projects_of_equal_rank_can_be_moved(cast: Cast, group_lead: Client) -> None:
    one, two = add(cast, "eins", "zwei", state="running")
    with scope.alliance(cast.perle.pk):
        Project.objects.update(rank=0)
    group_lead.post(f"{LIST}{two.pk}/verschieben/", {"hoch": "1"})
    assert titles(cast) == ["zwei", "eins"]
    group_lead.post(f"{LIST}{one.pk}/verschieben/", {"hoch": "1"})
    assert titles(cast) == ["eins", "zwei"]


def test_moving_one_of_many_writes_two_of_them(cast: Cast) -> None:
    rows = add(cast, *(f"Projekt {number:02d}" for number in range(12)), state="running")
    with scope.alliance(cast.perle.pk), CaptureQueriesContext(connection) as asked:
        actions.move_project(rows[5], up=True, by=cast.coordinator)
    assert sum(one["sql"].startswith('UPDATE "plans_project"') for one in asked) == 2


def test_two_editors_of_one_project_see_both_texts(cast: Cast, group_lead: Client) -> None:
    (project,) = add(cast, "Lesepaten", text="Alt")
    opened = hidden(group_lead.get(f"{LIST}{project.pk}/bearbeiten/"), "version")
    with scope.alliance(cast.perle.pk):
        actions.change_project(project, {"text": "Neu von der Koordination"}, version=1, by=cast.coordinator)
    page = group_lead.post(f"{LIST}{project.pk}/bearbeiten/", {**PROJECT, "text": "Neu von mir", "version": opened})
    assert "Gespeichert ist jetzt Neu von der Koordination Ihr Text Neu von mir" in text_of(page)
    group_lead.post(
        f"{LIST}{project.pk}/bearbeiten/", {**PROJECT, "text": "Beides", "version": hidden(page, "version")}
    )
    with scope.alliance(cast.perle.pk):
        assert Project.objects.get().text == "Beides"


def test_project_is_removed_after_one_question(cast: Cast, group_lead: Client) -> None:
    (project,) = add(cast, "Lesepaten")
    assert "„Lesepaten“" in text_of(group_lead.get(f"{LIST}{project.pk}/entfernen/"))
    assert titles(cast) == ["Lesepaten"]
    group_lead.post(f"{LIST}{project.pk}/entfernen/")
    assert (titles(cast), shown_to_all(cast)) == ([], [])


def test_reader_sees_projects_without_buttons(cast: Cast, group_lead: Client) -> None:
    add(cast, "Lesepaten")
    page = text_of(client_of(cast.reader).get(LIST))
    assert "Lesepaten" in page
    assert "bearbeiten" not in page
    assert "Projekt ergänzen" not in page
