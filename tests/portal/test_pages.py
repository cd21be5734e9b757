"""What holds for every public page: no cookie, one policy, kept while nothing has changed, few statements."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from drehscheibe.ground.alliances import actions, queries
from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.pages.middleware import store
from drehscheibe.work.plans.actions import projects as plans
from tests import rows
from tests.portal import build

pytestmark = pytest.mark.usefixtures("places")

PAGES = [
    "/", "/buendnisse/", "/buendnisse/?land=12", "/buendnisse/?ansicht=karte", "/buendnisse/?format=csv",
    "/buendnisse/?format=geojson", "/buendnisse/?q=perleberg", "/buendnisse/perle/", "/buendnisse/perle/kontakt/",
    "/buendnisse/perle/kontakt/danke/", "/buendnisse/perle/mitmachen/", "/buendnisse/perle/fehler/",
    "/buendnisse/perle/impressum/", "/buendnisse/perle/datenschutz/", "/buendnisse/perle/barrierefreiheit/",
    "/buendnisse/still/", "/buendnisse/still/uebernehmen/", "/land/brandenburg/", "/kreis/prignitz/", "/ueber-buendnisse/",
    "/mitmachen/", "/impressum/", "/datenschutz/", "/barrierefreiheit/", "/barrierefreiheit/danke/", "/leichte-sprache/",
    "/gebaerdensprache/", "/sitemap.xml", "/robots.txt", "/en/", "/uk/buendnisse/", "/ar/buendnisse/perle/", "/de-simple/",
]  # fmt: skip


@pytest.fixture
def two(places: None) -> None:
    rows.once(_two)


def _two() -> None:
    build.alliance("perle")
    build.alliance("still", place=build.GERA, tended=False)


def _statements(visitor: Client, address: str) -> int:
    visitor.get(address)
    store.clear()
    with CaptureQueriesContext(connection) as caught:
        visitor.get(address)
    return len(caught)


@pytest.mark.parametrize("address", PAGES)
def test_page_is_for_everybody_and_kept(two: None, visitor: Client, address: str) -> None:
    answer = visitor.get(address)
    again = visitor.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (answer.status_code, dict(answer.cookies), answer.headers["Vary"]) == (200, {}, "Accept-Encoding")
    assert answer.headers["Content-Security-Policy"] == settings.CONTENT_SECURITY_POLICY
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    if "q=" not in address:
        assert (again.status_code, again.content) == (304, b"")
    assert b"csrfmiddlewaretoken" not in answer.content


def test_signed_in_person_gets_the_same_page(two: None, visitor: Client, django_user_model) -> None:  # type: ignore[no-untyped-def]  # the fixture gives the model class
    before = visitor.get("/buendnisse/perle/").content
    store.clear()
    visitor.force_login(
        django_user_model.objects.create_account(email="a@example.org", name="A", password="passwort-passwort")
    )
    assert visitor.get("/buendnisse/perle/").content == before


@pytest.mark.parametrize("address", [page for page in PAGES if not re.search("csv|geojson|sitemap|robots", page)])
def test_page_has_one_heading_and_no_inline_code(two: None, visitor: Client, address: str) -> None:
    page = visitor.get(address).content.decode()
    scripts = re.findall(r"<script(?![^>]* src=)([^>]*)>", page)
    assert len(re.findall(r"<h1\b", page)) == 1
    assert [s for s in scripts if s != ' type="application/ld+json"'] == []
    assert re.findall(r"""\s(?:style|on[a-z]+)=["']""", page) == []
    assert "⟦" not in page


@pytest.mark.parametrize(
    "address",
    ["/", "/buendnisse/", "/land/brandenburg/", "/kreis/prignitz/", "/buendnisse/?format=csv", "/buendnisse/perle/"],
)
def test_published_change_shows_on_the_next_request(visitor: Client, address: str) -> None:
    made = rows.once(build.alliance, "perle", name="Vorher")
    rows.once(build.alliance, "still", place=build.GERA)
    before = visitor.get(address)
    build.change(made, name="Nachher", own_name="")
    after = visitor.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, "Vorher" in before.content.decode(), "Nachher" in after.content.decode()) == (
        200,
        True,
        True,
    )


def test_draft_does_not_show(visitor: Client) -> None:
    made = build.alliance(name="Vorher")
    build.change(made, name="Nachher", publish=False)
    assert "Nachher" not in visitor.get("/buendnisse/perle/").content.decode()


def test_new_project_shows_at_once(visitor: Client) -> None:
    made = build.alliance()
    visitor.get("/buendnisse/perle/")
    with scope.alliance(made.pk):
        plans.add_project({"title": "Neues Projekt", "state": "running"}, by=build.BY)
    assert "Neues Projekt" in visitor.get("/buendnisse/perle/").content.decode()


def test_confirmation_shows_at_once(visitor: Client) -> None:
    made = build.alliance()
    visitor.get("/buendnisse/perle/")
    with scope.alliance(made.pk):
        actions.confirm(queries.profile(), by=build.BY)
    assert "bestätigt von der Koordination" in visitor.get("/buendnisse/perle/").content.decode()


def test_change_of_one_alliance_leaves_the_page_of_another(two: None, visitor: Client) -> None:
    before = visitor.get("/buendnisse/still/").headers["ETag"]
    stored = store.get("/buendnisse/still/")
    build.alliance("dritte")
    assert visitor.get("/buendnisse/still/").headers["ETag"] == before
    assert store.get("/buendnisse/still/") is stored


@pytest.mark.parametrize(
    ("address", "most"),
    [("/buendnisse/perle/", 3), ("/buendnisse/", 3), ("/buendnisse/?land=12", 3), ("/", 5), ("/impressum/", 2)],
)
def test_page_needs_few_statements(two: None, visitor: Client, address: str, most: int) -> None:
    assert _statements(visitor, address) <= most


def test_unchanged_page_needs_one_statement(two: None, visitor: Client) -> None:
    visitor.get("/buendnisse/perle/")
    with CaptureQueriesContext(connection) as caught:
        visitor.get("/buendnisse/perle/")
    assert len(caught) == 1


def test_finder_needs_as_many_statements_for_fifty_as_for_one(visitor: Client) -> None:
    build.alliance()
    one = _statements(visitor, "/buendnisse/")
    for number in range(50):
        build.alliance(f"b{number}", summary="Ein ganzer Satz darüber, was dieses Bündnis für Familien tut. " * 3)
    assert _statements(visitor, "/buendnisse/") == one
    assert len(visitor.get("/buendnisse/").content) < 40_000


def test_sitemap_lists_what_is_published_in_every_language(two: None, visitor: Client) -> None:
    build.alliance("entwurf", published=False)
    page = visitor.get("/sitemap.xml").content.decode()
    base = settings.SITE_URL
    assert [
        f"<loc>{base}{path}</loc>" in page for path in ("/buendnisse/perle/", "/uk/mitmachen/", "/kreis/prignitz/")
    ] == [True] * 3
    assert f'<xhtml:link rel="alternate" hreflang="ar" href="{base}/ar/mitmachen/"/>' in page
    assert "entwurf" not in page


def test_crawlers_stay_out_of_rooms(visitor: Client) -> None:
    lines = visitor.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /arbeit/", "Disallow: /link/", f"Sitemap: {settings.SITE_URL}/sitemap.xml"} <= set(lines)


def test_page_names_its_address_and_its_twins(two: None, visitor: Client) -> None:
    page = visitor.get("/en/mitmachen/").content.decode()
    assert f'<link rel="canonical" href="{settings.SITE_URL}/en/mitmachen/">' in page
    assert f'hreflang="uk" href="{settings.SITE_URL}/uk/mitmachen/"' in page
    alliance = visitor.get("/en/buendnisse/perle/").content.decode()
    assert f'<link rel="canonical" href="{settings.SITE_URL}/buendnisse/perle/">' in alliance
