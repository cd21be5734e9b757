"""Other languages: nothing is missing, and what an alliance wrote is marked as German."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client

from tests.portal import build
from tests.portal.messages import public_messages

LOCALE = Path(settings.LOCALE_PATHS[0])
_HOLE = re.compile(r"%\(\w+\)s")


def _catalog(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def _texts(catalog: Catalog, key: str) -> tuple[str, ...]:
    message = catalog.get(key)
    if message is None:
        return ()
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


@pytest.mark.parametrize("language", ["en", "uk", "ar"])
def test_no_public_text_is_missing(language: str) -> None:
    catalog = _catalog(language)
    missing = {
        key: file
        for key, file in public_messages().items()
        if not _texts(catalog, key) or not all(_texts(catalog, key))
    }
    assert missing == {}


@pytest.mark.parametrize("language", ["en", "uk", "ar", "de_Simple"])
def test_translations_fill_the_holes_that_the_text_has(language: str) -> None:
    catalog = _catalog(language.removesuffix("_Simple")) if language != "de_Simple" else _simple()
    wrong = {
        str(message.id): text
        for message in catalog
        if message.id and isinstance(message.id, str)
        for text in _texts(catalog, message.id)
        if set(_HOLE.findall(text)) != set(_HOLE.findall(message.id))
    }
    assert wrong == {}


def _simple() -> Catalog:
    with (LOCALE / "de_Simple" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale="de")


def test_menu_exists_in_easy_words() -> None:
    catalog = _simple()
    assert [catalog.get(key).string for key in ("Bündnis finden", "Mitmachen")] == ["Bündnis suchen", "Mit-machen"]  # type: ignore[union-attr]  # a missing entry fails the test too


@pytest.mark.parametrize(
    ("address", "start", "heading"),
    [
        ("/", '<html lang="de" dir="ltr">', "Gemeinsam machen wir Orte gut für Familien"),
        ("/en/", '<html lang="en" dir="ltr">', "Together we make places good for families"),
        ("/uk/", '<html lang="uk" dir="ltr">', "Разом ми робимо місця добрими для сімей"),
        ("/ar/", '<html lang="ar" dir="rtl">', "معًا نجعل الأماكن طيبة للأسر"),
        ("/de-simple/", '<html lang="de-simple" dir="ltr">', "Wir helfen Familien"),
    ],
)
def test_address_tells_the_language(places: None, visitor: Client, address: str, start: str, heading: str) -> None:
    build.alliance("perle")
    build.alliance("gera", place=build.GERA)
    page = visitor.get(address).content.decode()
    assert start in page
    assert f"<h1>{heading}</h1>" in page


def test_own_words_of_an_alliance_are_marked_as_german(places: None, visitor: Client) -> None:
    build.alliance(name="Bündnis Perle", self_image="Wir sind Sprachrohr.")
    page = visitor.get("/ar/buendnisse/perle/").content.decode()
    assert '<h1 lang="de" dir="ltr">Bündnis Perle</h1>' in page
    assert re.search(r'<div lang="de" dir="ltr"><figure class="quote">\s*<blockquote[^>]*>Wir sind Sprachrohr\.', page)
    assert 'lang="de"' not in visitor.get("/buendnisse/perle/").content.decode().replace('<html lang="de"', "").replace(
        'lang="de" hreflang="de"', ""
    )


def test_language_menu_leads_to_the_same_page(places: None, visitor: Client) -> None:
    build.alliance()
    page = visitor.get("/uk/buendnisse/perle/").content.decode()
    assert [f'href="{prefix}/buendnisse/perle/" lang=' in page for prefix in ("", "/en", "/uk", "/ar")] == [True] * 4


def test_links_keep_the_language(places: None, visitor: Client) -> None:
    build.alliance(tended=True)
    page = visitor.get("/ar/buendnisse/perle/").content.decode()
    assert 'href="/ar/buendnisse/perle/kontakt/"' in page
    assert 'href="/buendnisse/perle/kontakt/"' not in page
