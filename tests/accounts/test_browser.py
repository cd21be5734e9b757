"""Passkeys with Chromium's virtual authenticator, and what only a browser can tell of the pages."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from drehscheibe.ground.accounts import actions
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.roles import Role
from tests.accounts.conftest import PASSWORD
from tests.browser import axe_in_every_form
from tests.conftest import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EMAIL = "koordination@example.org"


@pytest.fixture
def context(chromium: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    browser_context = chromium.new_context(base_url=live_server.url, locale="de-DE")
    yield browser_context
    browser_context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page whose device can check fingerprints."""
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def log_in(page: Page) -> None:
    page.goto("/konto/anmelden/?next=/konto/sicherheit/")
    page.get_by_label("E-Mail-Adresse").fill(EMAIL)
    page.get_by_role("textbox", name="Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def add_passkey(page: Page) -> None:
    page.goto("/konto/sicherheit/passkeys/neu/")
    page.get_by_role("textbox", name="Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Bestätigen").click()
    page.get_by_label("Name des Passkeys").fill("Diensthandy")
    page.get_by_role("button", name="Passkey anlegen").click()
    page.wait_for_url("**/konto/sicherheit/notfallcodes/")


def log_out(page: Page) -> None:
    page.goto("/konto/abmelden/")
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_load_state()


def test_passkey_is_added_and_opens_without_password(cast: Cast, page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    log_in(page)
    add_passkey(page)
    log_out(page)
    complaints.clear()  # the start page, which has its own tests
    page.goto("/konto/anmelden/?next=/konto/sicherheit/passkeys/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url("**/konto/sicherheit/passkeys/")
    expect(page.get_by_role("heading", name="Diensthandy")).to_be_visible()
    kinds = list(Authenticator.objects.order_by("pk").values_list("type", "user_id"))
    assert kinds == [("webauthn", cast.coordinator.user_id), ("recovery_codes", cast.coordinator.user_id)]
    assert complaints == []


def test_passkey_is_the_second_step_after_the_password(cast: Cast, page: Page) -> None:
    log_in(page)
    add_passkey(page)
    log_out(page)
    log_in(page)
    page.wait_for_url("**/konto/anmelden/zweiter-schritt/")
    page.get_by_role("button", name="Mit Passkey bestätigen").click()
    page.wait_for_url("**/konto/sicherheit/")
    expect(page.get_by_text("Diensthandy")).to_be_visible()


def test_passkey_of_a_stranger_opens_nothing(cast: Cast, page: Page) -> None:
    log_in(page)
    add_passkey(page)
    log_out(page)
    Authenticator.objects.all().delete()
    page.goto("/konto/anmelden/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_text("Dieser Code stimmt nicht.")).to_be_visible()


def test_failed_passkey_says_so_on_the_page(cast: Cast, page: Page) -> None:
    page.goto("/konto/anmelden/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_text("Das hat nicht geklappt.")).to_be_visible(timeout=20_000)


def test_without_script_there_is_no_dead_button(cast: Cast, chromium: Browser, live_server: LiveServer) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/konto/anmelden/")
    shown = page.get_by_role("button", name="Mit Passkey anmelden").count()
    code = page.get_by_role("link", name="Code per E-Mail senden").count()
    context.close()
    assert (shown, code) == (0, 1)


# Accessibility


def test_pages_are_accessible(cast: Cast, chromium: Browser, live_server: LiveServer) -> None:
    with scope.alliance(cast.perle.pk):
        issued = actions.invite_member(email="neu@example.org", name="Nele", roles=[Role.DEPUTY], by=cast.coordinator)
    link = "/link/" + issued.url.split("/link/")[1]
    context = chromium.new_context(base_url=live_server.url, reduced_motion="reduce", locale="de-DE")
    page = context.new_page()
    found = {}
    for address in (
        "/konto/anmelden/",
        "/konto/anmelden/code/",
        "/konto/erhalten/",
        "/konto/passwort/vergessen/",
        link,
    ):
        page.goto(address)
        found[address] = axe_in_every_form(page)
    page.get_by_role("button", name="Einladung annehmen").click()
    found["invitation with faults"] = axe_in_every_form(page)
    log_in(page)
    page.wait_for_url("**/konto/sicherheit/")
    found["security"] = axe_in_every_form(page)
    page.goto("/konto/sicherheit/app/")
    page.get_by_role("textbox", name="Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Bestätigen").click()
    page.wait_for_url("**/konto/sicherheit/app/")
    found["app"] = axe_in_every_form(page)
    for address in (
        "/konto/sicherheit/passkeys/",
        "/konto/sicherheit/passkeys/neu/",
        "/konto/adresse/",
        "/konto/passwort/",
    ):
        page.goto(address)
        found[address] = axe_in_every_form(page)
    context.close()
    assert {address: faults for address, faults in found.items() if faults} == {}
