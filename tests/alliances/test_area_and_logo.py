"""Where the alliance works, and its logo."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from drehscheibe.ground.alliances import queries
from drehscheibe.ground.alliances.models import Profile
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.territories.models import Postcode, Territory
from tests.conftest import Cast
from tests.rooms import place, text_of

from .conftest import ROOM, picture

AREAS = f"{ROOM}profil/gebiet/"
LOGO = f"{ROOM}profil/logo/"


def chosen(cast: Cast) -> list[str]:
    with scope.alliance(cast.perle.pk):
        return [territory.name for territory in queries.areas()]


def test_place_is_found_by_postcode_and_added(coordinator: Client, cast: Cast) -> None:
    place("12070", "Landkreis Prignitz", kind=Territory.Kind.KREIS)
    Postcode.objects.create(code="19348", territory=place())
    page = text_of(coordinator.get(AREAS, {"q": "19348"}))
    assert "Perleberg Gemeinde · Landkreis Prignitz hinzufügen" in page
    coordinator.post(AREAS, {"dazu": "12070296"})
    assert chosen(cast) == ["Perleberg"]


def test_first_place_can_be_changed_and_the_last_one_stays(coordinator: Client, cast: Cast) -> None:
    place()
    place("12070424", "Wittenberge")
    for ags in ("12070296", "12070424", "12070424"):
        coordinator.post(AREAS, {"dazu": ags})
    assert chosen(cast) == ["Perleberg", "Wittenberge"]
    coordinator.post(AREAS, {"zuerst": "12070424"})
    assert chosen(cast) == ["Wittenberge", "Perleberg"]
    coordinator.post(AREAS, {"weg": "12070424"})
    page = coordinator.post(AREAS, {"weg": "12070296"}, follow=True)
    assert chosen(cast) == ["Perleberg"]
    assert "Ein Bündnis braucht mindestens einen Ort." in text_of(page)


def test_unknown_place_is_answered_with_what_to_do(coordinator: Client) -> None:
    assert "Zu „Atlantis“ haben wir keinen Ort gefunden." in text_of(coordinator.get(AREAS, {"q": "Atlantis"}))


def stored(profile: Profile) -> Profile:
    with scope.alliance(profile.alliance_id):
        return queries.profile()


def test_logo_is_stored_with_its_description_and_stays_private(coordinator: Client, profile: Profile) -> None:
    coordinator.post(LOGO, {"alt": "Ein Schirm", "file": picture()})
    logo = stored(profile).logo
    assert logo is not None
    assert (stored(profile).logo_alt, logo.width, logo.height, logo.is_public) == ("Ein Schirm", 40, 20, False)
    assert f'src="{ROOM}dateien/{logo.pk}/" alt="Ein Schirm"' in coordinator.get(f"{ROOM}profil/").content.decode()


def test_description_can_be_changed_and_the_logo_taken_away(coordinator: Client, profile: Profile) -> None:
    coordinator.post(LOGO, {"alt": "Ein Schirm", "file": picture()})
    coordinator.post(LOGO, {"alt": "Drei Kinder unter einem Schirm"})
    assert stored(profile).logo_alt == "Drei Kinder unter einem Schirm"
    coordinator.post(LOGO, {"entfernen": "1"})
    assert (stored(profile).logo, stored(profile).logo_alt) == (None, "")


def test_logo_page_opens_with_the_words_of_today_and_without_a_fault(coordinator: Client, profile: Profile) -> None:
    assert "Bitte prüfen Sie" not in text_of(coordinator.get(LOGO))
    coordinator.post(LOGO, {"alt": "Ein Schirm", "file": picture()})
    page = coordinator.get(LOGO)
    assert "Bitte prüfen Sie" not in text_of(page)
    assert 'value="Ein Schirm"' in page.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG-Dateien können Programme enthalten"),
        ("logo.png", b"kein Bild", "Diese Datei ist kein lesbares Bild."),
    ],
)  # fmt: skip
def test_bad_picture_is_refused_and_the_words_stay(
    coordinator: Client, profile: Profile, name: str, content: bytes, fault: str
) -> None:
    page = coordinator.post(LOGO, {"alt": "Ein Schirm", "file": SimpleUploadedFile(name, content)})
    assert fault in text_of(page)
    assert 'value="Ein Schirm"' in page.content.decode()
    assert stored(profile).logo is None


def test_picture_bomb_is_refused_by_its_size_in_pixels(coordinator: Client, profile: Profile) -> None:
    bomb = BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    page = coordinator.post(LOGO, {"alt": "Groß", "file": SimpleUploadedFile("gross.png", bomb.getvalue())})
    assert "Das Bild hat zu viele Bildpunkte." in text_of(page)
    assert stored(profile).logo is None


def test_too_large_upload_says_so_and_loses_nothing(coordinator: Client, profile: Profile, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 200_000
    big = SimpleUploadedFile("gross.png", b"x" * 300_000)
    page = coordinator.post(LOGO, {"alt": "Ein Schirm", "file": big})
    assert "Diese Datei ist zu groß." in text_of(page)
    assert 'value="Ein Schirm"' in page.content.decode()


def test_missing_file_or_description_is_asked_for(coordinator: Client) -> None:
    assert "Bitte wählen Sie eine Bilddatei aus." in text_of(coordinator.post(LOGO, {"alt": "Ein Schirm"}))
    assert "Was das Logo zeigt –" in text_of(coordinator.post(LOGO, {"file": picture()}))
