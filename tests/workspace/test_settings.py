"""Settings: look, address, finder, status."""

import pytest
from django.test import Client

from drehscheibe.ground.alliances import actions, public, queries
from drehscheibe.ground.alliances.models import Profile
from drehscheibe.ground.tenancy import scope
from tests.conftest import Cast
from tests.rooms import client_of, hidden, text_of

from .conftest import ROOM

SETTINGS = f"{ROOM}einstellungen/"


def profile(cast: Cast) -> Profile:
    with scope.alliance(cast.perle.pk):
        return queries.profile()


def test_page_shows_every_setting_with_its_value(coordinator: Client) -> None:
    page = text_of(coordinator.get(SETTINGS))
    assert "Adresse /buendnisse/perle/" in page
    assert "Noch ohne verantwortliche Stelle." in page
    assert "Stand aktiv" in page


def test_accent_is_previewed_before_it_is_saved(coordinator: Client, cast: Cast) -> None:
    values = {"own": "on", "accent": "#7a1f5c"}
    html = coordinator.post(f"{SETTINGS}aussehen/", {**values, "vorschau": "1"}).content.decode()
    assert f'href="{SETTINGS}aussehen/7a1f5c.css"' in html
    assert profile(cast).accent == ""
    coordinator.post(f"{SETTINGS}aussehen/", values)
    assert profile(cast).accent == "#7a1f5c"
    coordinator.post(f"{SETTINGS}aussehen/", {"accent": "#7a1f5c"})
    assert profile(cast).accent == ""


def test_accent_that_cannot_be_read_is_refused_with_its_contrast(coordinator: Client, cast: Cast) -> None:
    page = coordinator.post(f"{SETTINGS}aussehen/", {"own": "on", "accent": "#ffd700"})
    assert "Der Kontrast beträgt 1,1 zu 1, nötig sind 4,5 zu 1." in text_of(page)
    assert profile(cast).accent == ""
    assert coordinator.get(f"{SETTINGS}aussehen/ffd700.css").status_code == 404


def test_stylesheet_of_a_colour_holds_nothing_but_it(coordinator: Client) -> None:
    css = coordinator.get(f"{SETTINGS}aussehen/7a1f5c.css").content.decode()
    assert css.startswith(":root{--accent-light:#7a1f5c;--accent-dark:#")


@pytest.mark.parametrize(
    ("slug", "fault"),
    [
        ("arbeit", "„arbeit“ ist für Seiten des Portals reserviert."),
        ("grimm", "gehört schon zu einem anderen Bündnis."),
        ("perle berg", "nur kleine Buchstaben, Ziffern und Bindestriche"),
        ("pérle", "nur kleine Buchstaben, Ziffern und Bindestriche"),
    ],
)
def test_bad_address_is_refused(coordinator: Client, cast: Cast, slug: str, fault: str) -> None:
    assert fault in text_of(coordinator.post(f"{SETTINGS}adresse/", {"slug": slug}))
    cast.perle.refresh_from_db()
    assert cast.perle.slug == "perle"


def test_new_address_holds_at_once_and_the_old_one_leads_on(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.publish(cast.perle, by=cast.coordinator)
    response = coordinator.post(f"{SETTINGS}adresse/", {"slug": "perleberg"})
    assert response.headers["Location"] == "/arbeit/perleberg/einstellungen/"
    moved = Client().get("/buendnisse/perle/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/buendnisse/perleberg/")
    assert "Bündnis Perle" in Client().get("/buendnisse/perleberg/").content.decode()


def test_former_address_can_be_taken_back(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.publish(cast.perle, by=cast.coordinator)
    coordinator.post(f"{SETTINGS}adresse/", {"slug": "perleberg"})
    coordinator.post("/arbeit/perleberg/einstellungen/adresse/", {"slug": "perle"})
    assert Client().get("/buendnisse/perle/").status_code == 200
    moved = Client().get("/buendnisse/perleberg/")
    assert (moved.headers["Location"], moved.headers["Cache-Control"]) == ("/buendnisse/perle/", "no-cache")


def test_former_address_of_the_rooms_leads_members_on_with_what_they_wrote(coordinator: Client, cast: Cast) -> None:
    """A mail knows the old address, and so does a page that stood open meanwhile."""
    coordinator.post(f"{SETTINGS}adresse/", {"slug": "perleberg"})
    moved = coordinator.get(f"{ROOM}verlauf/?was=x")
    assert (moved.status_code, moved.headers["Location"]) == (307, "/arbeit/perleberg/verlauf/?was=x")
    url = f"{ROOM}profil/teil/mitmachen/"
    opened = coordinator.get(url, follow=True)
    text = {"join": "Rufen Sie an.", "version": hidden(opened, "version"), "basis": hidden(opened, "basis")}
    coordinator.post(url, text, follow=True)
    assert profile(cast).join == "Rufen Sie an."
    assert client_of(cast.other_coordinator).get(ROOM).status_code == 404


def test_finder_can_be_left_and_entered(coordinator: Client, cast: Cast) -> None:
    for values, expected in (({}, 0), ({"listed_in_finder": "on"}, 1)):
        coordinator.post(f"{SETTINGS}suche/", values)
        coordinator.post(f"{ROOM}profil/veroeffentlichen/")
        with scope.published():
            assert public.count(public.Filters()) == expected


def test_status_can_only_follow_the_present_one(coordinator: Client, cast: Cast) -> None:
    page = text_of(coordinator.get(f"{SETTINGS}stand/"))
    assert "in Gründung" not in page
    coordinator.post(f"{SETTINGS}stand/", {"status": "dormant"})
    assert profile(cast).status == "dormant"


def test_merging_needs_the_other_alliance_by_its_address(coordinator: Client, cast: Cast) -> None:
    values = {"status": "merged", "successor": "gibt-es-nicht"}
    assert "Dieses Bündnis haben wir nicht gefunden." in text_of(coordinator.post(f"{SETTINGS}stand/", values))
    assert "nicht gefunden" in text_of(
        coordinator.post(f"{SETTINGS}stand/", {"status": "merged", "successor": "perle"})
    )
    unnamed = coordinator.post(f"{SETTINGS}stand/", {"status": "merged"})
    assert "Bitte nennen Sie die Adresse des anderen Bündnisses." in text_of(unnamed)
    assert profile(cast).status == "active"
    coordinator.post(f"{SETTINGS}stand/", {**values, "successor": "https://example.org/buendnisse/grimm/"})
    assert (profile(cast).status, profile(cast).successor_id) == ("merged", cast.grimm.pk)
