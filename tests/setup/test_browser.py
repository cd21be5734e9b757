"""The set-up as the first person walks it: clicks and typed fields counted, every page accessible, also without scripts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from drehscheibe.ground.alliances.actions import receive_claim
from drehscheibe.ground.alliances.models import Claim
from drehscheibe.ground.outbox.models import InstanceMail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Visitor
from drehscheibe.ground.tenancy.models import Alliance
from tests.browser import faults
from tests.setup.conftest import FIRST

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

_ASKED = {
    "Wer betreibt diese Seite?": FIRST["name"],
    "Postanschrift": FIRST["address"],
    "E-Mail-Adresse der Stelle": FIRST["email"],
    "Ihr Name": FIRST["person"],
    "Ihre E-Mail-Adresse": FIRST["login"],
    "Passwort": FIRST["password"],
}


_CLAIM = {"name": "Nora", "email": "nora@example.org", "role": "Stadt", "callback": "Zentrale", "text": "Gern."}


@dataclass
class Hand:
    """Presses and types, and counts both."""

    page: Page
    clicks: int = 0
    typed: int = 0

    def press(self, name: str, *, role: str = "button") -> None:
        self.clicks += 1
        self.page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]  # one of Playwright's roles

    def type(self, label: str, text: str) -> None:
        self.typed += 1
        self.page.get_by_label(label, exact=True).fill(text)


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, fresh: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, locale="de-DE", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_first_person_stands_in_her_rooms_after_four_pages(page: Page, fresh: str) -> None:
    hand, wrong = Hand(page), {}

    def look(name: str) -> None:
        if found := faults(page):
            wrong[name] = found

    page.goto("/einrichten/")
    look("code")
    page.goto(f"/einrichten/?schluessel={fresh}")
    look("first")
    for label, text in _ASKED.items():
        hand.type(label, text)
    hand.press("Konto anlegen und weiter")
    look("mail")
    hand.press("Test-Mail senden")
    expect(page.get_by_role("status")).to_contain_text("hat die Test-Mail angenommen")
    look("mail tested")
    hand.press("Weiter zu Ihrem Bündnis", role="link")
    look("choose")
    hand.press("Perleberg", role="link")
    look("five fields")
    hand.press("Bündnis anlegen")
    expect(page).to_have_url(re.compile("/arbeit/perleberg/$"))
    expect(page.get_by_text("Übungsmodus", exact=False).first).to_be_visible()
    print(f"Einrichten bis „Heute“: {hand.clicks} Klicks, {hand.typed} getippte Felder")  # noqa: T201  the count is the result
    assert (wrong, hand.clicks, hand.typed) == ({}, 5, 6)


def test_operators_pages_are_accessible(page: Page, fresh: str) -> None:
    page.goto(f"/einrichten/?schluessel={fresh}")
    for label, text in _ASKED.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Konto anlegen und weiter").click()
    Alliance.objects.create(slug="still", name="Bündnis Still", is_tended=True)
    listed = Alliance.objects.create(slug="perle", name="Bündnis Perle")
    with scope.alliance(listed.pk):
        claim = receive_claim(listed, _CLAIM, by=Visitor())
        path = InstanceMail.objects.latest("pk").text.split("/link/uebernahme/")[1].split()[0]
        Claim.objects.filter(pk=claim.pk).update(state="waiting", confirmed_at=timezone.now())
    addresses = [
        "/betrieb/buendnisse/", "/betrieb/buendnisse/still/koordination/", "/betrieb/angaben/", "/betrieb/uebernahmen/",
        f"/betrieb/uebernahmen/{claim.pk}/", f"/link/uebernahme/{path}", "/",
    ]  # fmt: skip
    found = {}
    for address in addresses:
        page.goto(address)
        if wrong := faults(page):
            found[address] = wrong
    assert found == {}


def test_password_can_be_shown_and_preview_follows_the_typing(page: Page, fresh: str) -> None:
    page.goto(f"/einrichten/?schluessel={fresh}")
    password = page.get_by_label("Passwort", exact=True)
    types = [password.get_attribute("type")]
    page.get_by_label("Passwort zeigen").check()
    types.append(password.get_attribute("type"))
    for label, text in _ASKED.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Konto anlegen und weiter").click()
    page.goto("/betrieb/einrichten/buendnis/")
    page.get_by_role("searchbox").fill("Gera")
    page.get_by_role("link", name="Gera", exact=True).click()
    page.get_by_label("Ein Satz über das Bündnis").fill("Gera <b>für</b> Familien.")
    expect(page.locator(".preview-sheet")).to_contain_text("Gera <b>für</b> Familien.")
    assert types == ["password", "text"]


def test_set_up_needs_no_scripts(chromium: Browser, live_server: LiveServer, fresh: str) -> None:
    context = chromium.new_context(base_url=live_server.url, locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/einrichten/?schluessel={fresh}")
    for label, text in _ASKED.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Konto anlegen und weiter").click()
    page.get_by_role("link", name="Später prüfen").click()
    page.get_by_role("link", name="Perleberg", exact=True).click()
    page.get_by_label("Ein Satz über das Bündnis").fill("Wir sind da.")
    page.get_by_role("button", name="Vorschau erneuern").click()
    expect(page.locator(".preview-sheet")).to_contain_text("Wir sind da.")
    page.get_by_role("button", name="Bündnis anlegen", exact=True).click()
    address = page.url
    context.close()
    assert address == f"{live_server.url}/arbeit/perleberg/"
