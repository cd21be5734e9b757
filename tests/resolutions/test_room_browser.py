"""One tap decides in the evening; then a vote by name, by keyboard alone."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.models import Decision, Entry
from tests.browser import faults
from tests.conftest import Cast
from tests.meetings.evening.conftest import Night, begin, tap
from tests.rooms import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAVED = re.compile(r"^gespeichert \d\d:\d\d$")


@pytest.fixture
def on(cast: Cast) -> Night:
    night = begin(cast, 3, majority="preferred")
    night.send(*(tap("came", one.pk) for one in night.people))
    return night


@pytest.fixture
def device(chromium: Browser, live_server: LiveServer, on: Night) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        base_url=live_server.url, locale="de-DE", reduced_motion="reduce", viewport={"width": 390, "height": 844}
    )
    session = client_of(on.cast.coordinator).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    yield context
    context.close()
    time.sleep(0.3)  # a question for news that is under way reads the tables that are emptied next


def write_decision(page: Page, text: str) -> None:
    page.get_by_label("Was wird gesagt").fill(text)
    page.keyboard.press("Alt+Digit1")


def test_one_tap_decides_and_the_keyboard_votes_by_name(device: BrowserContext, on: Night) -> None:
    page = device.new_page()
    page.on("pageerror", lambda trouble: pytest.fail(f"script: {trouble}"))
    page.goto(on.address)
    expect(page.locator("[data-stand]")).to_have_text(SAVED)
    write_decision(page, "Wir danken dem Gastgeber.")
    page.get_by_label("kein Widerspruch").check()
    expect(page.locator("[data-outcome]")).to_have_text("angenommen, kein Widerspruch")

    write_decision(page, "Wir feiern im Juni.")
    line = page.locator("[data-kind=decision]").nth(1)
    line.get_by_role("link", name="andere Art").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Worüber wird abgestimmt?")).to_have_value("Wir feiern im Juni.")
    page.get_by_label("Worum geht es?").fill("Familienfest")
    page.get_by_role("button", name="Weiter zur Abstimmung").press("Enter")
    page.get_by_role("button", name="Abstimmung eröffnen für 3 Partner").press("Enter")
    assert faults(page) == []
    page.get_by_role("button", name="Ja Partner 001").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Ja Partner 002")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Nein Partner 002")).to_be_focused()
    third = page.get_by_role("button", name="Ja Partner 003").element_handle()
    page.evaluate(
        "third => { document.activeElement.click(); third.click(); third.click(); }", third
    )  # faster than net
    expect(page.get_by_role("button", name="Abstimmung beenden")).to_be_focused()
    expect(page.locator("[data-so-far]")).to_contain_text("2 Ja, 1 Nein, 0 Enthaltungen · alle im Raum")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Abstimmung beenden").press("Enter")
    expect(page.get_by_role("status").or_(page.locator(".alert")).first).to_contain_text("Angenommen: 2 Ja, 1 Nein")
    assert faults(page) == []
    page.get_by_role("link", name="Zurück zum Abend").press("Enter")
    expect(page.locator("[data-how]").nth(1)).to_have_text("Angenommen: 2 Ja, 1 Nein, 0 Enthaltungen (namentlich)")
    with scope.alliance(on.cast.perle.pk):
        lines = list(Entry.objects.order_by("pk").values_list("manner", "outcome"))
        numbered = list(Decision.objects.values_list("manner", "yes", "no"))
    assert (lines, numbered) == ([("consensus", "accepted"), ("named", "accepted")], [("named", 2, 1)])
