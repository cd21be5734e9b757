"""The lists on the profile, edited by one set of views."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from drehscheibe.ground.alliances import actions, queries
from drehscheibe.ground.alliances.forms import LISTS
from drehscheibe.ground.alliances.models import ContactPoint, Goal, ProfileRow, Source
from drehscheibe.ground.alliances.vocabulary import Audience
from drehscheibe.ground.tenancy import scope
from tests.conftest import Cast
from tests.rooms import hidden, said, text_of

from .conftest import ROOM, picture

GOALS = f"{ROOM}profil/liste/ziele/"
FILLED: dict[str, dict[str, Any]] = {
    "kontakte": {"role": "Koordination", "remit": "Presse\n\n Internet ", "email": "rolle@example.org"},
    "ziele": {"text": "Mehr Zeit"},
    "schwerpunkte": {"title": "Ferien", "field": "childcare", "since": "2014"},
    "partnerzahl": {"count": "21", "as_of": "2019"},
    "partner": {"label": "Freie Träger", "category": "independent_provider"},
    "bilder": {"alt": "Ein Fest", "caption": "Beim Fest", "credit": "Foto: Mia Muster", "people_agreed": "on"},
    "links": {"label": "Stadt", "url": "stadt.example"},
    "auszeichnungen": {"title": "Bündnis des Monats"},
    "quellen": {"label": "Webseite", "looked_up_on": "2026-11-22"},
}


def goals(cast: Cast, *texts: str) -> list[Goal]:
    with scope.alliance(cast.perle.pk):
        return [actions.add_row(Goal, {"text": text}, by=cast.coordinator) for text in texts]


def in_order(cast: Cast) -> list[str]:
    with scope.alliance(cast.perle.pk):
        return [goal.text for goal in Goal.objects.all()]


@pytest.mark.parametrize("key", LISTS)
def test_row_of_each_list_can_be_added_and_stands_in_it(coordinator: Client, cast: Cast, key: str) -> None:
    url = f"{ROOM}profil/liste/{key}/"
    file = {"file": picture()} if key == "bilder" else {}
    response = coordinator.post(f"{url}neu/", {**FILLED[key], "audience": "public", "version": "1", **file})
    assert response.url == url
    with scope.alliance(cast.perle.pk):
        row: ProfileRow = LISTS[key].model._default_manager.get()
    assert str(row) in text_of(coordinator.get(url))


def test_remit_is_one_task_per_line_and_an_address_without_scheme_is_https(coordinator: Client, cast: Cast) -> None:
    for key in ("kontakte", "links"):
        coordinator.post(f"{ROOM}profil/liste/{key}/neu/", {**FILLED[key], "audience": "public", "version": "1"})
    with scope.alliance(cast.perle.pk):
        assert ContactPoint.objects.get().remit == ["Presse", "Internet"]
        assert LISTS["links"].model._default_manager.values_list("url", flat=True).get() == "https://stadt.example"


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"phone": "im Rathaus"}, "Bitte geben Sie eine Telefonnummer ein"),
        ({"postcode": "193"}, "Eine Postleitzahl hat fünf Ziffern"),
        ({"email": "rolle"}, "Bitte geben Sie eine E-Mail-Adresse ein"),
        ({"role": ""}, "Rolle – Bitte füllen Sie dieses Feld aus."),
        ({"audience": ""}, "Wer darf das sehen? – Bitte wählen Sie eine Möglichkeit."),
        ({"remit": "Presse\n" * 31}, "Zuständig für – Das sind 31 Zeilen, möglich sind höchstens 30."),
        ({"remit": "Presse und " * 19}, "Zuständig für – Die Zeile „Presse und Presse und Presse und Presse …“ ist"),
    ],
)
def test_contact_that_leads_nowhere_is_refused_in_words(
    coordinator: Client, cast: Cast, values: dict[str, str], fault: str
) -> None:
    data = {**FILLED["kontakte"], "audience": "public", "version": "1", **values}
    assert fault in text_of(coordinator.post(f"{ROOM}profil/liste/kontakte/neu/", data))
    with scope.alliance(cast.perle.pk):
        assert not ContactPoint.objects.exists()


def test_row_that_two_people_edit_shows_both_texts(coordinator: Client, cast: Cast) -> None:
    (goal,) = goals(cast, "Alt")
    opened = hidden(coordinator.get(f"{GOALS}{goal.pk}/"), "version")
    with scope.alliance(cast.perle.pk):
        actions.change_row(goal, {"text": "Von der Vertretung"}, version=goal.version, by=cast.deputy)
    page = coordinator.post(f"{GOALS}{goal.pk}/", {"text": "Von mir", "audience": "public", "version": opened})
    assert "Gespeichert ist jetzt Von der Vertretung Ihr Text Von mir" in text_of(page)
    again = {"text": "Von mir", "audience": "public", "version": hidden(page, "version")}
    coordinator.post(f"{GOALS}{goal.pk}/", again)
    assert in_order(cast) == ["Von mir"]


def test_buttons_move_a_row_and_stop_at_the_ends(coordinator: Client, cast: Cast) -> None:
    one, _two, three = goals(cast, "eins", "zwei", "drei")
    coordinator.post(f"{GOALS}{three.pk}/verschieben/", {"hoch": "1"})
    assert in_order(cast) == ["eins", "drei", "zwei"]
    coordinator.post(f"{GOALS}{one.pk}/verschieben/", {"hoch": "1"})
    assert in_order(cast) == ["eins", "drei", "zwei"]
    coordinator.post(f"{GOALS}{one.pk}/verschieben/", {"runter": "1"})
    assert in_order(cast) == ["drei", "eins", "zwei"]


def test_row_is_removed_after_one_question(coordinator: Client, cast: Cast) -> None:
    (goal,) = goals(cast, "weg damit")
    assert "„weg damit“" in text_of(coordinator.get(f"{GOALS}{goal.pk}/entfernen/"))
    assert in_order(cast) == ["weg damit"]
    response = coordinator.post(f"{GOALS}{goal.pk}/entfernen/")
    assert (in_order(cast), said(response)) == ([], ["Entfernt: weg damit."])


def test_row_of_another_alliance_is_not_there(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.grimm.pk):
        foreign = actions.add_row(Goal, {"text": "Geheim"}, by=cast.other_coordinator)
    for path in ("", "entfernen/", "verschieben/"):
        assert coordinator.post(f"{GOALS}{foreign.pk}/{path}", {"text": "Meins", "version": "1"}).status_code == 404
    with scope.alliance(cast.grimm.pk):
        assert Goal.objects.get().text == "Geheim"


def test_row_for_the_alliance_only_is_marked_and_stays_inside(coordinator: Client, cast: Cast) -> None:
    coordinator.post(f"{GOALS}neu/", {"text": "Intern", "audience": "alliance", "version": "1"})
    assert "Intern nur unser Bündnis" in text_of(coordinator.get(GOALS))
    page = text_of(coordinator.get(f"{ROOM}profil/veroeffentlichen/"))
    assert "Das Folgende bleibt in Ihrem Bündnis. Alles andere sehen alle. Ziele: Intern" in page


def test_missing_text_is_asked_for_and_nothing_typed_is_lost(coordinator: Client, cast: Cast) -> None:
    url = f"{ROOM}profil/liste/schwerpunkte/neu/"
    page = coordinator.post(url, {"title": "", "text": "Ein langer Text.", "audience": "public", "version": "1"})
    assert ">\nEin langer Text.</textarea>" in page.content.decode()
    assert "Thema –" in text_of(page)


def test_text_of_a_topic_without_end_is_refused_with_its_length(coordinator: Client) -> None:
    data = {**FILLED["schwerpunkte"], "text": "x" * 8001, "audience": "public", "version": "1"}
    page = text_of(coordinator.post(f"{ROOM}profil/liste/schwerpunkte/neu/", data))
    assert "Erläuterung – Das ist zu lang: 8001 Zeichen, möglich sind höchstens 8000." in page


def test_long_list_comes_in_pages_and_leads_back_to_the_row(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        Goal.objects.bulk_create(Goal(text=f"Ziel {n}", rank=n) for n in range(120))
        last = Goal.objects.get(text="Ziel 119")
    client.force_login(cast.coordinator.user)
    page = client.get("/arbeit/perle/profil/liste/ziele/?seite=3").content.decode()
    moved = client.post(f"/arbeit/perle/profil/liste/ziele/{last.pk}/verschieben/", {"hoch": "1"})
    assert ("Ziel 119" in page, "Ziel 99" in page) == (True, False)
    assert moved.headers["Location"] == f"/arbeit/perle/profil/liste/ziele/?seite=3#zeile-{last.pk}"


def test_all_lists_read_together_give_the_rows_that_each_gives_alone(cast: Cast) -> None:
    with scope.alliance(cast.grimm.pk):
        Goal.objects.create(text="Nicht unseres")
    with scope.alliance(cast.perle.pk):
        ContactPoint.objects.create(role='"Büro"', remit=["Presse, Rundfunk", "Ö"], rank=1)
        ContactPoint.objects.create(role="Vorstand", rank=0, audience="alliance", version=3)
        Source.objects.create(label="Amtsblatt", looked_up_on=date(2024, 2, 29))
        Goal.objects.create(text="Zeile\nund \\ 'Wort'")
        together = queries.all_rows()
        alone = {model: queries.visible(model, Audience.ALLIANCE) for model in together}
    assert {m: [_values(row) for row in rows] for m, rows in together.items()} == {
        m: [_values(row) for row in rows] for m, rows in alone.items()
    }
    assert [row.role for row in together[ContactPoint]] == ["Vorstand", '"Büro"']


def _values(row: ProfileRow) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
