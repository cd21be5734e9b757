"""The page of a project in the rooms, and what can be done there."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.models import Decision, Task
from drehscheibe.work.plans.models import (
    Contribution,
    Indicator,
    IndicatorReading,
    Milestone,
    Project,
    ProjectPhoto,
    ProjectTask,
)
from tests.conftest import Cast
from tests.meetings import making
from tests.plans import projecting as made
from tests.rooms import client_of, furnish, hidden, said, text_of

LIST = "/arbeit/perle/projekte/"


@pytest.fixture
def coordinator(cast: Cast) -> Client:
    furnish(cast.perle)
    return client_of(cast.coordinator)


def one(cast: Cast, **values: object) -> Project:
    with scope.alliance(cast.perle.pk):
        return made.project(**values)


def page(client: Client, project: Project, more: str = "") -> str:
    return text_of(client.get(f"{LIST}{project.pk}/{more}"))


def test_page_shows_all_that_belongs_to_a_project(cast: Cast, coordinator: Client) -> None:
    with scope.alliance(cast.perle.pk):
        kita = making.partner("Kita Sonnenschein")
        project = made.project(motto="Du bist, wie du isst", owner=kita, starts_on=date(2026, 5, 15), place="Markt")
        made.contribution(project, organisation=kita, kind="stand", text="Glücksrad")
        made.contribution(project, name="Musikschule", kind="programme", is_settled=True)
        made.part(project, "Kinderchor", kind="culture", on=date(2026, 5, 15), place="Bühne")
        made.milestone(project, "Platz genehmigt", due_on=date(2026, 2, 1))
        made.indicator(project, before=Decimal(12), now=Decimal(31), target=Decimal(40))
        made.photo(project, caption="Am Beet")
    shown = page(coordinator, project)
    for words in (
        "Projekt · seit 15. Mai 2026", "„Du bist, wie du isst“", "Federführung Kita Sonnenschein", "Wo? Markt",
        "Von 12 auf 31 Plätze, Ziel 40.", "Platz genehmigt bis 1. Februar 2026", "Kinderchor Kulturprogramm · Fr., 15. Mai 2026",
        "Kita Sonnenschein Stand oder Mitmachangebot: Glücksrad noch nicht zugesagt", "Musikschule (von außerhalb) Programmpunkt",
        "Am Beet Foto: A. Beispiel · nur im Bündnis",
    ):  # fmt: skip
        assert words in shown


def test_readers_see_the_page_without_any_button(cast: Cast, coordinator: Client) -> None:
    project = one(cast)
    with scope.alliance(cast.perle.pk):
        made.milestone(project, "Platz genehmigt")
        made.contribution(project, name="Musikschule")
    content = client_of(cast.reader).get(f"{LIST}{project.pk}/").content.decode().split("<main")[1]
    assert "Platz genehmigt" in content
    assert "<form" not in content
    assert "bearbeiten" not in content.lower()


def test_page_asks_as_often_for_many_rows_as_for_few(cast: Cast, coordinator: Client) -> None:
    counts = []
    for number in (1, 12):
        project = one(cast)
        with scope.alliance(cast.perle.pk):
            for _turn in range(number):
                made.contribution(project, name="Musikschule")
                made.part(project, "Chor")
                made.milestone(project, "Schritt")
                made.indicator(project, now=Decimal(3))
        with CaptureQueriesContext(connection) as asked:
            page(coordinator, project)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 15


def test_confidential_project_is_there_for_coordination_and_its_lead_only(cast: Cast, coordinator: Client) -> None:
    with scope.alliance(cast.perle.pk):
        led = made.project("Geheim geführt", audience="team", body=making.body("AG", lead=cast.group_lead))
        other = made.project("Geheim allgemein", audience="team")
        made.photo(other)
        photo = ProjectPhoto.objects.get()
    seen = {}
    for name, client in (
        ("coordinator", coordinator),
        ("lead", client_of(cast.group_lead)),
        ("reader", client_of(cast.reader)),
    ):
        listed = text_of(client.get(LIST)) + client.get(f"{LIST}?format=csv").content.decode()
        codes = [client.get(f"{LIST}{row.pk}/").status_code for row in (led, other)]
        codes.append(client.get(f"{LIST}{other.pk}/foto/{photo.pk}/datei/").status_code)
        codes.append(client.get(f"/arbeit/perle/dateien/{photo.file_id}/").status_code)
        seen[name] = ("Geheim geführt" in listed, "Geheim allgemein" in listed, codes)
    assert seen == {
        "coordinator": (True, True, [200, 200, 200, 200]),
        "lead": (True, False, [200, 404, 404, 403]),
        "reader": (False, False, [404, 404, 404, 403]),
    }


def test_nobody_makes_a_project_confidential_that_she_could_not_see_then(cast: Cast, coordinator: Client) -> None:
    lead, project = client_of(cast.group_lead), one(cast)
    values = {"title": "Neu", "state": "running", "audience": "team", "version": "1"}
    shown = text_of(lead.post(f"{LIST}{project.pk}/bearbeiten/", values))
    assert "Wählen Sie eine Gruppe, die Sie leiten." in shown
    with scope.alliance(cast.perle.pk):
        assert Project.objects.get().audience == "public"


def test_states_go_on_by_one_tap_and_the_end_asks_for_the_result(cast: Cast, coordinator: Client) -> None:
    project = one(cast, state="planned")
    with scope.alliance(cast.perle.pk):
        row = made.indicator(project, before=Decimal(12), target=Decimal(40))
    assert said(coordinator.post(f"{LIST}{project.pk}/stand/", {"stand": "running"})) == ["Stand: läuft."]
    led = coordinator.post(f"{LIST}{project.pk}/stand/", {"stand": "finished"})
    assert led.headers["Location"] == f"{LIST}{project.pk}/abschliessen/"
    opened = hidden(coordinator.get(led.headers["Location"]), "version")
    posted = {"results": "Es war gut.", "lessons": "Früher werben.", f"zahl_{row.pk}": "41,5", "version": opened}
    coordinator.post(led.headers["Location"], posted)
    with scope.alliance(cast.perle.pk):
        project.refresh_from_db()
        reading = IndicatorReading.objects.get()
    assert (project.state, project.results, project.lessons) == ("finished", "Es war gut.", "Früher werben.")
    assert (reading.value, reading.on) == (Decimal("41.50"), timezone.localdate())
    coordinator.post(f"{LIST}{project.pk}/stand/", {"stand": "archived"})
    with scope.alliance(cast.perle.pk):
        assert Project.objects.get().state == "archived"


def test_bad_figures_are_refused_with_what_to_do(cast: Cast, coordinator: Client) -> None:
    project = one(cast)
    add = f"{LIST}{project.pk}/zahlen/neu/"
    named = {"name": "Plätze", "unit": "Plätze"}
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    for values, words in (
        ({"name": "Plätze", "now": "3"}, "Bitte nennen Sie die Einheit, zum Beispiel Kinder, Plätze oder %."),
        (
            {"name": "Plätze", "unit": "40"},
            "Das ist eine Zahl. Die Einheit ist das Wort dahinter, zum Beispiel Kinder.",
        ),
        ({**named, "target": "viele"}, "„viele“ ist keine Zahl."),
        ({**named, "now": "3", "measured_on": tomorrow}, "Dieser Tag kommt erst noch."),
    ):
        shown = text_of(coordinator.post(add, values))
        assert words in shown
    with scope.alliance(cast.perle.pk):
        assert Indicator.objects.count() == 0
        row = made.indicator(project, now=Decimal(3))
    measure = f"{LIST}{project.pk}/kennzahl/{row.pk}/"
    assert "Dieser Tag kommt erst noch." in text_of(coordinator.post(measure, {"value": "4", "on": tomorrow}))
    assert "„4 Kinder“ ist keine Zahl." in text_of(coordinator.post(measure, {"value": "4 Kinder", "on": "2026-05-01"}))
    with scope.alliance(cast.perle.pk):
        assert list(IndicatorReading.objects.values_list("value", flat=True)) == [Decimal(3)]


def test_newest_reading_is_what_holds_now_whichever_came_last(cast: Cast, coordinator: Client) -> None:
    project = one(cast)
    with scope.alliance(cast.perle.pk):
        row = made.indicator(project, before=Decimal(12), target=Decimal(40))
    address = f"{LIST}{project.pk}/kennzahl/{row.pk}/"
    coordinator.post(address, {"value": "31", "on": "2026-05-01"})
    coordinator.post(address, {"value": "20", "on": "2025-05-01", "note": "nachgetragen"})
    coordinator.post(address, {"value": "32", "on": "2026-05-01"})
    shown = page(coordinator, project, f"kennzahl/{row.pk}/")
    assert "Von 12 auf 32 Plätze, Ziel 40." in shown
    assert "1. Mai 2026 32" in shown
    assert "1. Mai 2025 20 nachgetragen" in shown
    with scope.alliance(cast.perle.pk):
        newest = IndicatorReading.objects.get(on=date(2026, 5, 1))
    coordinator.post(f"{address}wert/{newest.pk}/entfernen/")
    assert "Von 12 auf 20 Plätze, Ziel 40." in page(coordinator, project)


def test_rows_are_added_changed_and_removed(cast: Cast, coordinator: Client) -> None:
    project = one(cast)
    base = f"{LIST}{project.pk}/"
    with scope.alliance(cast.perle.pk):
        kita = making.partner("Kita Sonnenschein")
    both = coordinator.post(f"{base}beitraege/neu/", {"organisation": kita.pk, "name": "Zoo", "kind": "stand"})
    neither = coordinator.post(f"{base}beitraege/neu/", {"kind": "stand"})
    assert "Bitte nur eines: einen Partner oder jemanden von außerhalb." in text_of(both)
    assert "Bitte wählen Sie einen Partner, oder schreiben Sie, wer von außerhalb kommt." in text_of(neither)
    coordinator.post(f"{base}beitraege/neu/", {"name": "Zoo", "kind": "stand", "text": "Ziegen"})
    with scope.alliance(cast.perle.pk):
        row = Contribution.objects.get()
    coordinator.post(f"{base}beitrag/{row.pk}/annehmen/")
    opened = hidden(coordinator.get(f"{base}beitraege/{row.pk}/"), "version")
    stale = {"name": "Zoo", "kind": "stand", "text": "Esel", "version": "1"}
    assert "Ihr Text Esel" in text_of(coordinator.post(f"{base}beitraege/{row.pk}/", stale))
    coordinator.post(f"{base}beitraege/{row.pk}/", {**stale, "is_settled": "on", "version": opened})
    with scope.alliance(cast.perle.pk):
        row.refresh_from_db()
        assert (row.text, row.is_settled) == ("Esel", True)
    coordinator.post(f"{base}beitraege/{row.pk}/entfernen/")
    coordinator.post(f"{base}schritte/neu/", {"title": "Platz genehmigt", "due_on": "2026-02-01"})
    with scope.alliance(cast.perle.pk):
        assert Contribution.objects.count() == 0
        step = Milestone.objects.get()
    coordinator.post(f"{base}schritt/{step.pk}/erreicht/")
    with scope.alliance(cast.perle.pk):
        assert Milestone.objects.get().done_on == timezone.localdate()
    assert coordinator.get(f"{base}unsinn/neu/").status_code == 404


def test_task_stands_with_the_project_and_in_the_list_of_all(cast: Cast, coordinator: Client) -> None:
    project = one(cast)
    coordinator.post(f"{LIST}{project.pk}/aufgabe/neu/", {"text": "Strom bestellen", "owner_name": "Frau Beispiel"})
    assert "Strom bestellen Frau Beispiel · offen" in page(coordinator, project)
    assert "Strom bestellen" in text_of(coordinator.get("/arbeit/perle/treffen/aufgaben/"))
    with scope.alliance(cast.perle.pk):
        assert ProjectTask.objects.get().task == Task.objects.get()
        Project.objects.update(audience="team")
    shown = text_of(coordinator.post(f"{LIST}{project.pk}/aufgabe/neu/", {"text": "Geheimes tun"}))
    assert "Vertrauliche Projekte haben deshalb keine." in shown
    with scope.alliance(cast.perle.pk):
        assert Task.objects.count() == 1


def test_photo_is_public_only_as_long_as_people_agree_and_the_project_is(cast: Cast, coordinator: Client) -> None:
    project = one(cast)
    words = {"alt": "Kinder", "credit": "A. Beispiel", "is_public": "on"}
    file = SimpleUploadedFile("bild.png", made.picture().read(), "image/png")
    refused = coordinator.post(f"{LIST}{project.pk}/foto/neu/", {**words, "file": file})
    assert "Öffentlich zeigen dürfen Sie das Foto erst, wenn alle einverstanden sind" in text_of(refused)
    text = SimpleUploadedFile("bild.png", b"kein Bild", "image/png")
    broken = coordinator.post(f"{LIST}{project.pk}/foto/neu/", {**words, "people_agreed": "on", "file": text})
    assert "Diese Datei ist kein lesbares Bild." in text_of(broken)
    file.seek(0)
    coordinator.post(f"{LIST}{project.pk}/foto/neu/", {**words, "people_agreed": "on", "file": file})
    with scope.alliance(cast.perle.pk):
        assert StoredFile.objects.get().is_public is True
        photo = ProjectPhoto.objects.get()
    version = hidden(coordinator.get(f"{LIST}{project.pk}/bearbeiten/"), "version")
    values = {"title": "Familientag", "state": "running", "audience": "alliance", "version": version}
    coordinator.post(f"{LIST}{project.pk}/bearbeiten/", values)
    with scope.alliance(cast.perle.pk):
        assert StoredFile.objects.get().is_public is False
    coordinator.post(f"{LIST}{project.pk}/foto/{photo.pk}/entfernen/")
    with scope.alliance(cast.perle.pk):
        assert StoredFile.objects.count() == 0


def test_list_is_searched_filtered_and_taken_along(cast: Cast, coordinator: Client) -> None:
    with scope.alliance(cast.perle.pk):
        kita = making.partner("Kita Sonnenschein")
        made.project(
            "Familientag", starts_on=date(2026, 5, 15), ends_on=date(2026, 5, 15), owner=kita, field="childcare"
        )
        made.project("Elternkurs", state="archived", since="2019", until="2021", results="38 Eltern")
        made.project("Lesepaten", starts_on=date(2024, 1, 1))
    titles = ("Familientag", "Elternkurs", "Lesepaten")
    found = {}
    for query in (
        "?q=familien",
        "?stand=frueher",
        "?jahr=2025",
        "?jahr=2026",
        f"?partner={kita.pk}",
        "?feld=childcare",
    ):
        shown = text_of(coordinator.get(f"{LIST}{query}"))
        found[query.split("=")[0] + query[-4:]] = [title for title in titles if title in shown]
    assert list(found.values()) == [
        ["Familientag"], ["Elternkurs"], ["Lesepaten"], ["Familientag", "Lesepaten"], ["Familientag"], ["Familientag"],
    ]  # fmt: skip
    table = coordinator.get(f"{LIST}?stand=frueher&format=csv").content.decode()
    assert "Elternkurs;Projekt;früheres Projekt" in table
    assert "Familientag" not in table
    assert coordinator.get(f"{LIST}?format=xlsx").content[:2] == b"PK"


def test_project_begins_with_the_words_of_its_decision_that_one_may_read(cast: Cast, coordinator: Client) -> None:
    with scope.alliance(cast.perle.pk):
        values = {"body": making.body("AG"), "year": 2026, "decided_on": date(2026, 3, 4), "outcome": "accepted"}
        seen = Decision.objects.create(number=1, title="Familientag feiern", text="Wir feiern im Mai.", **values)
        hidden_one = Decision.objects.create(number=2, title="Geheimer Plan", text="x", is_confidential=True, **values)
    lead = client_of(cast.group_lead)
    begun = lead.get(f"{LIST}neu/?beschluss={seen.pk}").content.decode()
    assert 'value="Familientag feiern"' in begun
    assert f'value="{seen.pk}" selected' in begun
    assert "Geheimer Plan" not in lead.get(f"{LIST}neu/?beschluss={hidden_one.pk}").content.decode()
    assert 'value="Geheimer Plan"' in coordinator.get(f"{LIST}neu/?beschluss={hidden_one.pk}").content.decode()
    with scope.alliance(cast.perle.pk):
        shown = Decision.objects.create(number=3, text="Wir laden ein.", is_public=True, **values)
        worded = Decision.objects.create(number=4, text="x", public_text="Es gibt Geld.", is_public=True, **values)
    circles = [
        re.findall(
            r'name="audience" value="(\w+)"[^>]* checked',
            coordinator.get(f"{LIST}neu/?beschluss={one.pk}").content.decode(),
        )
        for one in (hidden_one, seen, shown, worded)
    ]
    assert circles == [["team"], ["alliance"], ["public"], ["alliance"]]
    posted = {"title": "Familientag", "state": "planned", "audience": "public", "decision": seen.pk, "version": "1"}
    lead.post(f"{LIST}neu/?beschluss={seen.pk}", posted)
    with scope.alliance(cast.perle.pk):
        project = Project.objects.get()
    assert project.decision_id == seen.pk
    assert "Beschluss 2026/01 Familientag feiern" in page(coordinator, project)
