"""Pictures on the profile: uploaded, agreed to, published, taken away."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from drehscheibe.ground.alliances import actions, queries, rules
from drehscheibe.ground.alliances.models import Picture, Profile
from drehscheibe.ground.files.actions import store_picture
from drehscheibe.ground.files.models import DiscardedFile, StoredFile
from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.conflicts import ChangedMeanwhile
from tests.conftest import Cast
from tests.rooms import hidden, text_of

from .conftest import ROOM, picture

PICTURES = f"{ROOM}profil/liste/bilder/"
WORDS = {"alt": "Kinder malen mit Kreide.", "caption": "Beim Fest", "credit": "Foto: Mia Muster"}
AGREED = {**WORDS, "people_agreed": "on", "audience": "public", "version": "1"}


def pictures(cast: Cast) -> list[Picture]:
    with scope.alliance(cast.perle.pk):
        return list(Picture.objects.select_related("file"))


def added(cast: Cast, *, width: int = 40, audience: str = "public", alt: str = "Ein Fest") -> Picture:
    with scope.alliance(cast.perle.pk):
        values = {"alt": alt, "credit": "Foto: Mia", "people_agreed": audience == "public", "audience": audience}
        return actions.add_picture(values, picture(width), name="bild.png", by=cast.coordinator)


def publish(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.publish(cast.perle, by=cast.coordinator)


def public_files(cast: Cast) -> set[int]:
    with scope.alliance(cast.perle.pk):
        return set(StoredFile.objects.filter(is_public=True).values_list("pk", flat=True))


def kept(cast: Cast, file: StoredFile) -> tuple[bool, bool]:
    """Tell whether the row is still there, and whether the bytes are to stay."""
    with scope.alliance(cast.perle.pk):
        discarded = DiscardedFile.objects.filter(path=file.path).exists()
        return StoredFile.objects.filter(pk=file.pk).exists(), default_storage.exists(file.path) and not discarded


# Entering


def test_picture_is_stored_with_its_words_and_stays_private(coordinator: Client, cast: Cast) -> None:
    response = coordinator.post(f"{PICTURES}neu/", {**AGREED, "file": picture()})
    (row,) = pictures(cast)
    assert response.url == PICTURES
    assert (row.alt, row.caption, row.credit, row.people_agreed) == (*WORDS.values(), True)
    assert (row.file.width, row.file.height, row.file.is_public) == (40, 20, False)


def test_list_shows_the_picture_through_the_private_door(coordinator: Client, cast: Cast) -> None:
    row = added(cast)
    source = f"{ROOM}dateien/{row.file_id}/"
    assert f'src="{source}" alt="Ein Fest" width="40" height="20"' in coordinator.get(PICTURES).content.decode()
    assert f'src="{source}" alt="Ein Fest"' in coordinator.get(f"{PICTURES}{row.pk}/").content.decode()
    assert coordinator.get(source).headers["Content-Type"] == "image/png"


def test_everybody_sees_a_picture_only_if_its_people_agreed(coordinator: Client, cast: Cast) -> None:
    page = coordinator.post(f"{PICTURES}neu/", {**AGREED, "people_agreed": "", "file": picture()})
    assert "wenn einverstanden ist, wer darauf zu erkennen ist. Bei Kindern fragen Sie die Eltern." in text_of(page)
    assert 'value="Beim Fest"' in page.content.decode()
    assert pictures(cast) == []
    coordinator.post(f"{PICTURES}neu/", {**AGREED, "people_agreed": "", "audience": "alliance", "file": picture()})
    assert [row.audience for row in pictures(cast)] == ["alliance"]


@pytest.mark.parametrize(
    ("audience", "people_agreed", "refused"),
    [("public", True, False), ("public", False, True), ("alliance", True, False), ("alliance", False, False)],
)
def test_rule_asks_for_agreement_of_public_pictures_only(audience: str, people_agreed: bool, refused: bool) -> None:
    assert (rules.picture_problem(audience=audience, people_agreed=people_agreed) is not None) == refused


def test_database_refuses_a_public_picture_without_agreement(cast: Cast, profile: Profile) -> None:
    row = added(cast, audience="alliance")
    with scope.alliance(cast.perle.pk), pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.filter(pk=row.pk).update(audience="public")


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("bild.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG-Dateien können Programme enthalten"),
        ("bild.png", b"kein Bild", "Diese Datei ist kein lesbares Bild."),
    ],
)
def test_file_that_is_no_picture_is_refused_and_the_words_stay(
    coordinator: Client, cast: Cast, name: str, content: bytes, fault: str
) -> None:
    page = coordinator.post(f"{PICTURES}neu/", {**AGREED, "file": SimpleUploadedFile(name, content)})
    assert f"Bilddatei – {fault}" in text_of(page)
    assert ">\nKinder malen mit Kreide.</textarea>" in page.content.decode()
    assert pictures(cast) == []


def test_too_large_file_says_so_and_loses_nothing(coordinator: Client, cast: Cast, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 200_000
    page = coordinator.post(f"{PICTURES}neu/", {**AGREED, "file": SimpleUploadedFile("gross.png", b"x" * 300_000)})
    assert "Diese Datei ist zu groß." in text_of(page)
    assert 'value="Foto: Mia Muster"' in page.content.decode()
    assert hidden(page, "version") == "1"
    assert 'name="people_agreed"' in page.content.decode().split(" checked", 1)[0]


def test_file_description_and_credit_are_asked_for(coordinator: Client, cast: Cast) -> None:
    page = text_of(coordinator.post(f"{PICTURES}neu/", {"audience": "alliance", "version": "1"}))
    assert "Bitte wählen Sie eine Bilddatei aus." in page
    assert "Was das Bild zeigt –" in page
    assert "Wer hat das Bild gemacht? –" in page
    assert pictures(cast) == []


# Changing


def test_words_change_while_the_file_stays(coordinator: Client, cast: Cast) -> None:
    row = added(cast)
    coordinator.post(f"{PICTURES}{row.pk}/", {**AGREED, "caption": "Auf dem Markt"})
    (now,) = pictures(cast)
    assert (now.caption, now.file_id) == ("Auf dem Markt", row.file_id)


def test_another_file_takes_the_place_of_the_first(
    coordinator: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    row = added(cast)
    with django_capture_on_commit_callbacks(execute=True):
        coordinator.post(f"{PICTURES}{row.pk}/", {**AGREED, "file": picture(60, 30)})
    (now,) = pictures(cast)
    assert (now.file.width, kept(cast, row.file)) == (60, (False, False))


def test_picture_that_somebody_else_changed_leaves_no_file_behind(cast: Cast, profile: Profile) -> None:
    row = added(cast)
    before = len(default_storage.listdir(str(cast.perle.pk))[1])
    with scope.alliance(cast.perle.pk), pytest.raises(ChangedMeanwhile):
        actions.change_picture(row, WORDS, picture(60), name="neu.png", version=7, by=cast.deputy)
    assert len(default_storage.listdir(str(cast.perle.pk))[1]) == before
    assert [now.file_id for now in pictures(cast)] == [row.file_id]


# Publishing and removing


def test_publishing_opens_exactly_what_the_page_shows(cast: Cast, profile: Profile) -> None:
    shown, inside = added(cast), added(cast, audience="alliance", alt="Intern")
    with scope.alliance(cast.perle.pk):
        logo = store_picture(picture(8), name="logo.png")
        actions.save_logo(queries.profile(), logo, "Ein Schirm", by=cast.coordinator)
    files = [shown.file, inside.file]
    assert public_files(cast) == set()
    publish(cast)
    assert public_files(cast) == {shown.file_id, logo.pk}
    with scope.alliance(cast.perle.pk):
        actions.change_row(shown, {"audience": "alliance"}, version=shown.version, by=cast.coordinator)
    publish(cast)
    assert public_files(cast) == {logo.pk}
    assert [kept(cast, file) for file in files] == [(True, True), (True, True)]


def test_published_picture_has_an_address_until_it_is_taken_off(cast: Cast, profile: Profile) -> None:
    row = added(cast)
    address = f"/buendnisse/perle/bild/{row.file_id}-{row.file.digest[:16]}/"
    assert Client().get(address).status_code == 404
    publish(cast)
    assert Image.open(BytesIO(Client().get(address).content)).size == (40, 20)
    with scope.alliance(cast.perle.pk):
        actions.remove_row(row, by=cast.coordinator)
    assert Client().get(address).headers["Content-Type"] == "image/png"
    publish(cast)
    assert Client().get(address).status_code == 404


def test_removed_picture_goes_when_no_page_shows_it(
    cast: Cast, profile: Profile, django_capture_on_commit_callbacks: Any
) -> None:
    inside, public = added(cast, audience="alliance"), added(cast, width=50)
    publish(cast)
    with scope.alliance(cast.perle.pk), django_capture_on_commit_callbacks(execute=True):
        for row in (inside, public):
            actions.remove_row(row, by=cast.coordinator)
    assert (kept(cast, inside.file), kept(cast, public.file)) == ((False, False), (True, True))
    with django_capture_on_commit_callbacks(execute=True):
        publish(cast)
    assert kept(cast, public.file) == (False, False)


def test_logo_that_is_replaced_goes_too(cast: Cast, profile: Profile) -> None:
    with scope.alliance(cast.perle.pk):
        first, second = (store_picture(picture(width), name="logo.png") for width in (8, 9))
        for logo in (first, second):
            actions.save_logo(queries.profile(), logo, "Ein Schirm", by=cast.coordinator)
        assert list(StoredFile.objects.values_list("pk", flat=True)) == [second.pk]


def test_changed_pictures_are_told_in_words_before_publishing(coordinator: Client, cast: Cast) -> None:
    publish(cast)
    row = added(cast)
    assert "Bilder Ein Fest · Foto: Mia" in text_of(coordinator.get(f"{ROOM}profil/veroeffentlichen/"))
    with scope.alliance(cast.perle.pk):
        actions.remove_row(row, by=cast.coordinator)
    page = text_of(coordinator.get(f"{ROOM}verlauf/"))
    assert "Koordination hat ein Bild entfernt." in page
    assert "Koordination hat ein Bild ergänzt." in page
