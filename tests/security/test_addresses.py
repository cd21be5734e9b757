"""Addresses that were bent, and requests that no browser of ours sends."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from drehscheibe.ground.alliances import actions, queries
from drehscheibe.ground.files.actions import store_picture
from drehscheibe.ground.files.public import public_address
from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.pages.middleware import store
from tests.conftest import Cast
from tests.rooms import FROM_OUR_PAGE, TESTER, furnish, text_of


@pytest.fixture
def logo_address(cast: Cast) -> str:
    """The public address of a published logo."""
    profile, out = furnish(cast.perle), BytesIO()
    Image.new("RGB", (20, 20)).save(out, "PNG")
    with scope.alliance(cast.perle.pk):
        logo = store_picture(BytesIO(out.getvalue()), name="logo.png")
        actions.save_logo(profile, logo, "Ein Schirm", by=TESTER)
        actions.publish(cast.perle, by=TESTER)
        assert queries.profile().logo_id == logo.pk
    return public_address(logo.pk, logo.digest, slug="perle")


def test_picture_has_one_address(logo_address: str, cast: Cast) -> None:
    furnish(cast.grimm, published=True)
    before, digest = logo_address.strip("/").rsplit("-", 1)
    bent = [
        f"/{before}-{digest[:1]}/",
        f"/{before}-{digest}0/",
        f"/{before}-{'0' * 16}/",
        f"/{before.replace('bild/', 'bild/00')}-{digest}/",
        logo_address.replace("perle", "grimm"),
        f"/en{logo_address}",
    ]
    assert [Client().get(address).status_code for address in bent] == [404] * len(bent)
    assert [store.get(address) for address in bent] == [None] * len(bent)
    assert Client().get(logo_address).headers["Content-Type"] == "image/png"


def test_logo_that_was_replaced_is_gone_for_everybody(logo_address: str, cast: Cast) -> None:
    Client().get(logo_address)
    with scope.alliance(cast.perle.pk):
        actions.save_logo(queries.profile(), None, "", by=TESTER)
        actions.publish(cast.perle, by=TESTER)
    assert Client().get(logo_address).status_code == 404


@pytest.mark.parametrize(
    ("data", "more", "words"),
    [
        ({f"feld{number}": "x" for number in range(2_001)}, {}, "Bitte öffnen Sie die Seite neu"),
        ({"text": "x" * 3_000_000}, {}, "Das war mehr Text, als wir auf einmal annehmen."),
        ({"text": "x"}, {"HTTP_HOST": "evil.example"}, "Bitte öffnen Sie die Seite neu"),
    ],
)
def test_request_that_no_form_makes_is_refused_in_our_words(
    cast: Cast, data: dict[str, str], more: dict[str, Any], words: str
) -> None:
    furnish(cast.perle, published=True)
    answer = Client().post(reverse("alliance_contact", args=["perle"]), data, headers=FROM_OUR_PAGE, **more)
    assert (answer.status_code, words in text_of(answer)) == (400, True)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")


def test_form_in_another_alphabet_of_bytes_is_refused_in_our_words(cast: Cast) -> None:
    furnish(cast.perle, published=True)
    answer = Client().post(
        reverse("alliance_contact", args=["perle"]),
        b"text=x",
        content_type="application/x-www-form-urlencoded; charset=utf-7",
        headers=FROM_OUR_PAGE,
    )
    assert (answer.status_code, "Bitte öffnen Sie die Seite neu" in text_of(answer)) == (400, True)
