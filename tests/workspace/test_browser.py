"""What only a browser can tell of the rooms: contrast as painted, width, keyboard, drafts, no scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from drehscheibe.ground.alliances import actions, queries
from drehscheibe.ground.alliances.models import ContactPoint, Goal
from drehscheibe.ground.alliances.vocabulary import InquiryKind
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Visitor
from drehscheibe.work.plans.actions import projects as plans
from tests.browser import axe, faults
from tests.conftest import Cast
from tests.rooms import client_of, furnish

from .conftest import ROOM

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

JOIN = f"{ROOM}profil/teil/mitmachen/"
PAGES = [
    "", "profil/", "profil/teil/name/", "profil/teil/gruendung/", "profil/teil/handlungsfelder/", "profil/liste/ziele/",
    "profil/liste/kontakte/neu/", "profil/gebiet/?q=nirgends", "profil/logo/", "profil/veroeffentlichen/", "profil/vorschau/",
    "projekte/", "projekte/neu/", "anfragen/", "leute/", "leute/einladen/", "leute/uebergabe/", "verlauf/",
    "einstellungen/", "einstellungen/aussehen/", "einstellungen/stand/",
]  # fmt: skip


@pytest.fixture
def filled(cast: Cast) -> Cast:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        for text in ("Mehr Zeit", "Mehr Orte"):
            actions.add_row(Goal, {"text": text}, by=cast.coordinator)
        actions.add_row(ContactPoint, {"role": "Koordination", "audience": "alliance"}, by=cast.coordinator)
        plans.add_project({"title": "Lesepaten", "text": "Wir lesen vor."}, by=cast.coordinator)
        actions.publish(cast.perle, by=cast.coordinator)
        now = queries.profile()
        actions.save_profile(now, {"slogan": "Hand in Hand"}, version=now.version, by=cast.deputy)
        actions.receive_inquiry(
            cast.perle,
            kind=InquiryKind.CITIZEN,
            text="Hallo",
            sender_name="Mia",
            sender_email="m@example.org",
            by=Visitor(),
        )
    return cast


def room(chromium: Browser, live_server: LiveServer, cast: Cast, **options: object) -> BrowserContext:
    """Return a browser in which the coordinator is logged in."""
    context = chromium.new_context(base_url=live_server.url, locale="de-DE", **options)  # type: ignore[arg-type]  # named as there
    session = client_of(cast.coordinator).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return context


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, filled: Cast) -> Iterator[Page]:
    context = room(chromium, live_server, filled)
    yield context.new_page()
    context.close()


def test_every_page_is_accessible_fits_and_asks_no_other_host(
    chromium: Browser, live_server: LiveServer, filled: Cast
) -> None:
    context = room(chromium, live_server, filled, reduced_motion="reduce")
    page = context.new_page()
    foreign: list[str] = []
    page.on("request", lambda r: foreign.append(r.url) if not r.url.startswith((live_server.url, "data:")) else None)
    found = {}
    for path in PAGES:
        page.goto(f"{ROOM}{path}", wait_until="networkidle")
        if wrong := faults(page):
            found[path] = wrong
    context.close()
    assert (found, foreign) == ({}, [])


def test_draft_is_kept_offered_and_gone_after_saving(page: Page) -> None:
    page.goto(JOIN)
    with page.expect_response("**/entwurf/**"):
        page.get_by_label("Mitmachen").fill("Rufen Sie uns an.")
    page.goto(ROOM)
    page.get_by_role("link", name="Mitmachen").click()
    assert page.get_by_label("Mitmachen").input_value() == ""
    page.get_by_role("button", name="Zurückholen").click()
    expect(page.get_by_label("Mitmachen")).to_have_value("Rufen Sie uns an.")
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_url("**/profil/#mitmachen")
    assert page.evaluate("Object.keys(localStorage)") == []
    page.goto(JOIN)
    expect(page.get_by_role("button", name="Zurückholen")).to_have_count(0)


def test_what_was_saved_is_said_in_sight_far_down_the_page(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 500})
    page.goto(f"{ROOM}profil/teil/rechtliches/")
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_url("**/profil/#rechtliches")
    expect(page.get_by_text("Gespeichert: Rechtliches.")).to_be_in_viewport()
    message, heading = page.locator(".messages").bounding_box(), page.locator("#rechtliches").bounding_box()
    assert message and heading and message["y"] + message["height"] <= heading["y"]


def test_text_outlives_the_session_with_scripts(page: Page, filled: Cast, live_server: LiveServer) -> None:
    page.goto(JOIN)
    page.get_by_label("Mitmachen").fill("Ein langer Text.")
    page.context.clear_cookies(name="sessionid")
    page.goto(ROOM)
    expect(page.get_by_role("button", name="Anmelden", exact=True)).to_be_visible()
    session = client_of(filled.coordinator).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(JOIN)
    page.get_by_role("button", name="Zurückholen").click()
    expect(page.get_by_label("Mitmachen")).to_have_value("Ein langer Text.")


def test_text_outlives_the_session_without_scripts(chromium: Browser, live_server: LiveServer, filled: Cast) -> None:
    context = room(chromium, live_server, filled, java_script_enabled=False)
    page = context.new_page()
    page.goto(JOIN)
    page.get_by_label("Mitmachen").fill("Ein langer Text.")
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("heading", name="Ihr Text ist noch da")).to_be_visible()
    session = client_of(filled.coordinator).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.get_by_role("button", name="Noch einmal absenden").click()
    expect(page.get_by_text("Gespeichert: Mitmachen.")).to_be_visible()
    context.close()


def test_profile_is_filled_and_published_by_keyboard_and_without_scripts(
    chromium: Browser, live_server: LiveServer, filled: Cast
) -> None:
    context = room(chromium, live_server, filled, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{ROOM}profil/liste/ziele/")
    _press(page, page.get_by_role("button", name=re.compile("nach unten.*Mehr Zeit")))
    expect(page.locator(".items__title a")).to_have_text(["Mehr Orte", "Mehr Zeit"])
    _press(page, page.get_by_role("link", name="Profil").first)
    _press(page, page.get_by_role("link", name="Veröffentlichen"))
    _press(page, page.get_by_role("button", name="Jetzt veröffentlichen"))
    expect(page.get_by_text("Veröffentlicht. Ihre Seite zeigt jetzt den neuen Stand.")).to_be_visible()
    context.close()


def _press(page: Page, target: Locator) -> None:
    """Walk there by Tab, as far as it takes, and press Enter."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"{target} cannot be reached by keyboard")


def test_conflict_and_faults_take_the_focus_and_are_accessible(page: Page, filled: Cast) -> None:
    page.goto(JOIN)
    with scope.alliance(filled.perle.pk):
        now = queries.profile()
        actions.save_profile(now, {"join": "Andere Fassung"}, version=now.version, by=filled.deputy)
    page.get_by_label("Mitmachen").fill("Meine Fassung")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert axe(page) == []
    page.goto(f"{ROOM}profil/teil/gruendung/")
    page.get_by_label("Jahr").fill("2999")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert axe(page) == []
