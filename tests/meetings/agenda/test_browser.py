"""What only a browser can tell of a meeting's page: ordering by keyboard and by hand, what is read out, contrast, width."""

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.models import Meeting
from tests.browser import faults
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import client_of, furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def found(cast: Cast) -> Meeting:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        meeting = making.meeting(making.body(), on=date(2027, 4, 14), place_name="Rathaus", stop="Markt")
        for title in ("Begrüßung", "Haushalt", "Termine"):
            making.item(meeting, title)
        making.invitee(meeting, making.partner("Kita Sonnenschein", email="kita@example.org"))
        return meeting


def _page(chromium: Browser, live_server: LiveServer, cast: Cast, found: Meeting) -> Page:
    context = chromium.new_context(
        base_url=live_server.url, locale="de-DE", reduced_motion="reduce", viewport={"width": 1280, "height": 1400}
    )
    session = client_of(cast.coordinator).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/arbeit/perle/treffen/{found.pk}/")
    return page


def _titles(page: Page) -> list[str]:
    return page.locator("[data-agenda] h3 a").all_inner_texts()


def test_items_change_places_by_keyboard_and_by_hand(
    chromium: Browser, live_server: LiveServer, cast: Cast, found: Meeting
) -> None:
    page = _page(chromium, live_server, cast, found)
    status = page.locator("[data-agenda-status]")

    page.get_by_role("button", name=re.compile("runter ?: Begrüßung")).focus()
    page.keyboard.press("Enter")
    expect(status).to_have_text("„Begrüßung“ steht jetzt an zweiter Stelle (TOP 2).")
    expect(page.get_by_role("button", name=re.compile("runter ?: Begrüßung"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(status).to_have_text("„Begrüßung“ steht jetzt an dritter Stelle (TOP 3).")
    expect(page.get_by_role("button", name=re.compile("hoch ?: Begrüßung"))).to_be_focused()
    assert _titles(page) == ["Haushalt", "Termine", "Begrüßung"]

    grip = page.locator("[data-item]").nth(2).locator("[data-grip]")
    start = grip.bounding_box()
    first = page.locator("[data-item]").first.bounding_box()
    assert start is not None
    assert first is not None
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, first["y"] + 5, steps=6)
    page.mouse.up()
    expect(status).to_have_text("„Begrüßung“ steht jetzt an erster Stelle (TOP 1).")
    page.reload()
    assert _titles(page) == ["Begrüßung", "Haushalt", "Termine"]


def test_pages_are_accessible_and_narrow(
    chromium: Browser, live_server: LiveServer, cast: Cast, found: Meeting
) -> None:
    page = _page(chromium, live_server, cast, found)
    wrong = {}
    for part in ("treffen/", f"treffen/{found.pk}/", "treffen/neu/", f"treffen/{found.pk}/bearbeiten/",
                 f"treffen/{found.pk}/unterlagen/neu/"):  # fmt: skip
        page.goto(f"/arbeit/perle/{part}")
        if told := faults(page):
            wrong[part] = told
    assert wrong == {}
