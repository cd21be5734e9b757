"""Pictures on an alliance's page: the first beside the name, the others together, each with caption and credit."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from drehscheibe.ground.alliances import actions
from drehscheibe.ground.alliances.models import Picture
from drehscheibe.ground.tenancy import scope
from tests.conftest import Cast
from tests.rooms import TESTER, client_of, furnish

PAGE = "/buendnisse/perle/"


def add(cast: Cast, *alts: str, audience: str = "public") -> list[Picture]:
    with scope.alliance(cast.perle.pk):
        return [_picture(alt, audience) for alt in alts]


def _picture(alt: str, audience: str) -> Picture:
    content = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(content, "PNG")
    upload = SimpleUploadedFile("bild.png", content.getvalue())
    values = {"alt": alt, "caption": f"Beim {alt}", "credit": "Foto: Mia", "people_agreed": True, "audience": audience}
    return actions.add_picture(values, upload, name=upload.name or "", by=TESTER)


@pytest.fixture
def published(cast: Cast) -> list[Picture]:
    """Three public pictures on a published page; a fourth one stays inside."""
    furnish(cast.perle)
    rows = add(cast, "Fest", "Garten", "Treffen")
    add(cast, "Internes", audience="alliance")
    with scope.alliance(cast.perle.pk):
        actions.publish(cast.perle, by=cast.coordinator)
    return rows


def figures(html: str) -> list[str]:
    return re.findall(r'<figure class="figure".*?</figure>', html, flags=re.S)


def test_pictures_stand_in_their_order_with_caption_and_credit(published: list[Picture]) -> None:
    found = figures(Client().get(PAGE).content.decode())
    assert [re.findall(r'alt="(\w+)"', one) for one in found] == [["Fest"], ["Garten"], ["Treffen"]]
    assert '<figcaption>Beim Garten <span class="figure__credit">Foto: Mia</span></figcaption>' in found[1]


def test_picture_has_its_size_and_waits_unless_it_stands_at_the_top(published: list[Picture]) -> None:
    first, second, _third = figures(Client().get(PAGE).content.decode())
    assert 'width="60" height="40">' in first
    assert 'width="60" height="40" loading="lazy">' in second


def test_pictures_of_the_page_can_be_fetched(published: list[Picture]) -> None:
    sources = re.findall(r'<img src="([^"]+)"', "".join(figures(Client().get(PAGE).content.decode())))
    assert sources == [f"{PAGE}bild/{row.file_id}-{row.file.digest[:16]}/" for row in published]
    assert {Client().get(source).headers["Content-Type"] for source in sources} == {"image/png"}


def test_page_leads_to_its_pictures_where_there_are_several(cast: Cast, published: list[Picture]) -> None:
    assert '<a href="#bilder">Bilder</a>' in Client().get(PAGE).content.decode()
    with scope.alliance(cast.perle.pk):
        for row in published[1:]:
            actions.remove_row(row, by=cast.coordinator)
        actions.publish(cast.perle, by=cast.coordinator)
    html = Client().get(PAGE).content.decode()
    assert (len(figures(html)), "#bilder" in html) == (1, False)


def test_preview_fetches_pictures_through_the_private_door(cast: Cast) -> None:
    furnish(cast.perle)
    (row,) = add(cast, "Fest")
    html = client_of(cast.coordinator).get("/arbeit/perle/profil/vorschau/").content.decode()
    assert re.findall(r'<img src="([^"]+)"', figures(html)[0]) == [f"/arbeit/perle/dateien/{row.file_id}/"]


def test_own_words_of_a_caption_are_marked_as_german(published: list[Picture]) -> None:
    assert '<figure class="figure" lang="de" dir="ltr">' in Client().get(f"/en{PAGE}").content.decode()


def test_first_picture_is_shown_where_somebody_shares_the_page(published: list[Picture]) -> None:
    html = Client().get(PAGE).content.decode()
    shared = re.search(r'<meta property="og:image" content="([^"]+)"', html)
    assert shared is not None
    assert shared[1].endswith(f"{PAGE}bild/{published[0].file_id}-{published[0].file.digest[:16]}/")
