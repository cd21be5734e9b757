"""What only a browser can tell about the portal: accessibility as painted, keyboard, nothing from elsewhere."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from drehscheibe.ground.alliances.models import ContactPoint, FocusTopic, Goal, Source
from tests.browser import axe, faults
from tests.portal import build

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FILLED = ["/", "/buendnisse/", "/buendnisse/?ansicht=karte", "/buendnisse/?land=12", "/buendnisse/perle/", "/buendnisse/still/",
          "/buendnisse/perle/kontakt/", "/land/brandenburg/", "/ueber-buendnisse/", "/mitmachen/", "/barrierefreiheit/",
          "/leichte-sprache/", "/datenschutz/", "/ar/", "/ar/buendnisse/perle/"]  # fmt: skip
EMPTY = ["/buendnisse/?q=xyz", "/buendnisse/?q=Karstädt", "/nix/", "/gebaerdensprache/"]


@pytest.fixture
def site(transactional_db: None, live_server: LiveServer) -> str:
    build.places()
    build.alliance(
        "perle",
        accent="#1d6b52",
        self_image="Wir sind Sprachrohr.",
        rows={
            ContactPoint: [{"role": "Koordination", "phone": "03876 1", "email": "a@example.org"}],
            FocusTopic: [{"title": "Ferien", "self_assessment": "Läuft."}],
            Goal: [{"text": "Kein Kind allein"}],
        },
    )
    build.alliance(
        "still", place=build.GERA, tended=False, rows={Source: [{"label": "Profil", "looked_up_on": "2026-11-22"}]}
    )
    return str(live_server.url)


def test_pages_are_accessible_and_load_nothing_from_elsewhere(chromium: Browser, site: str) -> None:
    context = chromium.new_context(reduced_motion="reduce", locale="de-DE")
    page = context.new_page()
    foreign: list[str] = []
    page.on("request", lambda request: None if request.url.startswith((site, "data:")) else foreign.append(request.url))
    seen = {}
    for path in FILLED + EMPTY:
        page.goto(site + path)
        if wrong := faults(page):
            seen[path] = wrong
    assert (seen, foreign, context.cookies()) == ({}, [], [])


def test_faulty_form_is_accessible_and_leads_to_its_faults(chromium: Browser, site: str) -> None:
    page = chromium.new_context(viewport={"width": 390, "height": 844}, locale="de-DE").new_page()
    page.goto(f"{site}/buendnisse/perle/kontakt/")
    page.get_by_role("button", name="Nachricht senden").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert axe(page) == []
    page.get_by_role("link", name="Ihr Name – ").click()
    expect(page.get_by_label("Ihr Name")).to_be_focused()


def test_message_can_be_sent_by_keyboard_and_without_scripts(chromium: Browser, site: str) -> None:
    page = chromium.new_context(java_script_enabled=False, locale="de-DE").new_page()
    page.goto(f"{site}/buendnisse/perle/")
    page.get_by_role("navigation", name="Wege ins Bündnis").get_by_role("link", name="Kontakt").press("Enter")
    page.get_by_label("Ihr Name").fill("Ada")
    page.get_by_label("Ihre E-Mail-Adresse").fill("ada@example.org")
    page.get_by_label("Ihre Nachricht").fill("Gibt es einen Ferienplatz?")
    page.get_by_label("Ihre Nachricht").press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Danke für Ihre Nachricht")).to_be_visible()


def test_map_is_no_stop_for_the_keyboard_and_leads_by_pointer(chromium: Browser, site: str) -> None:
    page = chromium.new_context(locale="de-DE").new_page()
    page.goto(f"{site}/buendnisse/?ansicht=karte")
    assert page.evaluate("document.querySelectorAll('svg a:not([tabindex=\"-1\"])').length") == 0
    page.locator(".country-map__dot").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bündnis Still")
