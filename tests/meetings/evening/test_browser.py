"""The evening in a real browser: without a net, over a reload, with two writers, by keyboard."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.models import AgendaItem, Entry, Invitee, Presence
from tests.browser import faults
from tests.conftest import Cast
from tests.rooms import client_of

from .conftest import Night, add, begin

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "[data-say]"
STAND = "[data-stand]"
SAVED = re.compile(r"^gespeichert \d\d:\d\d$")


def room(chromium: Browser, live_server: LiveServer, night: Night, who: Any = None) -> BrowserContext:
    """Return a device on which somebody is logged in."""
    context = chromium.new_context(
        base_url=live_server.url, locale="de-DE", timezone_id="Europe/Berlin", reduced_motion="reduce",
        viewport={"width": 1280, "height": 900},
    )  # fmt: skip
    session = client_of(who or night.cast.coordinator).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return context


@pytest.fixture
def on(cast: Cast) -> Night:
    return begin(cast, 4, quorum="share", quorum_percent=50, majority="simple")


@pytest.fixture
def device(chromium: Browser, live_server: LiveServer, on: Night) -> Iterator[BrowserContext]:
    made = room(chromium, live_server, on)
    yield made
    made.close()
    time.sleep(0.3)  # a question for news that is under way reads the tables that are emptied next


def opened(device: BrowserContext, night: Night) -> Page:
    page = device.new_page()
    page.on("pageerror", lambda trouble: pytest.fail(f"script: {trouble}"))
    page.goto(night.address)
    expect(page.locator(STAND)).to_have_text(SAVED)
    return page


def write(page: Page, kind: str, text: str) -> None:
    page.get_by_label("Was wird gesagt").fill(text)
    page.get_by_role("button", name=kind, exact=False).first.click()


def kept(night: Night) -> list[tuple[str, str, str]]:
    with scope.alliance(night.cast.perle.pk):
        rows = Entry.objects.filter(meeting=night.meeting, removed_at=None).order_by("pk")
        return [(row.kind, row.text, row.outcome or row.owner_name or "") for row in rows]


def test_evening_survives_sixty_minutes_without_a_net(device: BrowserContext, on: Night) -> None:
    page = opened(device, on)
    expect(page.locator("[data-evening=kept]")).to_be_visible()
    page.clock.install(time=timezone.now())
    device.set_offline(True)
    write(page, "Beschluss", "Wir feiern im Mai.")
    line = page.locator("[data-kind=decision]")
    line.get_by_label("Ja").fill("3")
    line.get_by_label("Nein").fill("1")
    expect(line.locator("[data-outcome]")).to_have_text("angenommen")
    write(page, "Aufgabe", "Raum buchen")
    page.locator("[data-kind=task]").get_by_label("Wer macht es?").fill("Rita Reporter")
    page.get_by_role("button", name="da Partner 001", exact=True).click()
    page.get_by_role("button", name="Punkt erledigt, weiter").click()
    write(page, "Notiz", "Es gibt Kaffee.")
    page.get_by_label("Was wird gesagt").fill("halb geschrieb")
    page.clock.fast_forward(timedelta(minutes=60).seconds * 1000)
    expect(page.locator(STAND)).to_contain_text("kein Netz – liegt auf diesem Gerät")
    assert kept(on) == []

    page.reload()
    expect(page.locator("[data-kind=note] textarea")).to_have_value("Es gibt Kaffee.")
    expect(page.get_by_label("Was wird gesagt")).to_have_value("halb geschrieb")
    expect(page.locator("[data-count]")).to_have_text("1 von 4")

    device.set_offline(False)
    expect(page.locator(STAND)).to_have_text(SAVED, timeout=15_000)
    with scope.alliance(on.cast.perle.pk):
        there = list(Presence.objects.values_list("invitee_id", flat=True))
        done = list(AgendaItem.objects.exclude(done_at=None).values_list("pk", flat=True))
    assert (kept(on), there, done) == (
        [
            ("decision", "Wir feiern im Mai.", "accepted"),
            ("task", "Raum buchen", "Rita Reporter"),
            ("note", "Es gibt Kaffee.", ""),
        ],
        [on.people[0].pk],
        [on.items[0].pk],
    )


def test_two_devices_write_the_same_line_and_both_stay(
    chromium: Browser, live_server: LiveServer, device: BrowserContext, on: Night
) -> None:
    on.send(add("note", "Anfang", on.items[0]))
    other = room(chromium, live_server, on, on.cast.deputy)
    hers, his = opened(device, on), opened(other, on)
    device.set_offline(True)
    hers.locator("[data-kind=note] textarea").first.fill("von ihr")
    hers.wait_for_timeout(1000)
    his.locator("[data-kind=note] textarea").first.fill("von ihm")
    expect(his.locator(STAND)).to_have_text(SAVED)
    his.wait_for_timeout(1500)
    device.set_offline(False)
    expect(hers.locator("[data-kind=note] textarea")).to_have_count(2, timeout=15_000)
    expect(his.locator("[data-kind=note] textarea")).to_have_count(2, timeout=15_000)
    both = sorted(area.input_value() for area in his.locator("[data-kind=note] textarea").all())
    other.close()
    assert (both, sorted(text for _kind, text, _more in kept(on))) == (["von ihm", "von ihr"], ["von ihm", "von ihr"])


def test_typing_on_while_it_is_saved_makes_one_line(device: BrowserContext, on: Night) -> None:
    page = opened(device, on)
    write(page, "Notiz", "a")
    area = page.locator("[data-kind=note] textarea")
    for part in ("b", "c", "d"):
        area.press_sequentially(part * 8, delay=110)
        page.wait_for_timeout(800)
    expect(page.locator(STAND)).to_have_text(SAVED)
    page.wait_for_timeout(1500)
    assert kept(on) == [("note", "abbbbbbbbccccccccdddddddd", "")]


def test_quorum_breaks_aloud(device: BrowserContext, on: Night) -> None:
    page = opened(device, on)
    for number in (1, 2):
        page.get_by_role("button", name=f"da Partner 00{number}", exact=True).click()
    expect(page.locator("[data-votes]")).to_have_text("beschlussfähig: 2 von 2 nötigen Stimmen")
    # What is said within one moment is said together; on a slow machine that moment is long.
    expect(page.locator(SAID)).to_contain_text("Partner 002 ist da.")
    page.get_by_role("button", name="geht Partner 001").click()
    expect(page.locator("[data-votes]")).to_have_text("nicht beschlussfähig: 1 von 2 nötigen Stimmen")
    expect(page.locator(SAID)).to_have_text("nicht beschlussfähig: 1 von 2 nötigen Stimmen Partner 001 ist gegangen.")


def test_session_that_ended_keeps_what_was_written_until_the_next_login(
    device: BrowserContext, live_server: LiveServer, on: Night
) -> None:
    page = opened(device, on)
    device.clear_cookies()
    write(page, "Notiz", "nach der Abmeldung")
    expect(page.locator(STAND)).to_contain_text("Nicht angemeldet – liegt auf diesem Gerät.", timeout=15_000)
    session = client_of(on.cast.coordinator).cookies["sessionid"].value
    device.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    expect(page.locator(STAND)).to_have_text(SAVED, timeout=15_000)
    assert kept(on) == [("note", "nach der Abmeldung", "")]


def test_keyboard_alone_writes_an_evening(device: BrowserContext, on: Night) -> None:
    page = opened(device, on)
    page.get_by_label("Was wird gesagt").focus()
    page.keyboard.type("Einstimmig?")
    page.keyboard.press("Alt+Digit1")
    expect(page.locator(SAID)).to_have_text("Beschluss hinzugefügt.")
    assert page.evaluate("document.activeElement.name") == "yes"
    page.keyboard.type("4")
    page.keyboard.press("Alt+Digit0")
    expect(page.locator("#abend-punkt")).to_be_focused()
    expect(page.locator("#abend-punkt")).to_have_text("Punkt 2: Familientag")
    expect(page.locator(STAND)).to_have_text(SAVED)
    page.wait_for_timeout(1000)
    assert kept(on) == [("decision", "Einstimmig?", "accepted")]


def test_evening_is_accessible_in_every_form(device: BrowserContext, on: Night) -> None:
    on.send(
        add("decision", "Wir feiern.", on.items[0]), add("task", "Raum", on.items[0]), add("note", "n", on.items[0])
    )
    page = opened(device, on)
    page.get_by_role("button", name="da Partner 001", exact=True).click()
    page.get_by_text("Jemand ist dazugekommen").click()
    assert faults(page) == []


def test_refused_stroke_stays_in_sight_and_blocks_nothing(device: BrowserContext, on: Night) -> None:
    page = opened(device, on)
    write(page, "Beschluss", "So")
    page.locator("[data-kind=decision]").get_by_label("Ja").fill("viele")
    write(page, "Notiz", "weiter")
    expect(page.locator("[data-refused]")).to_contain_text("Bitte geben Sie die Stimmen als Zahl an.", timeout=10_000)
    page.get_by_role("button", name="Verwerfen").click()
    expect(page.locator("[data-refused]")).to_be_hidden()
    assert [kind for kind, _text, _more in kept(on)] == ["decision", "note"]


def test_somebody_added_on_the_spot_is_there_for_all(device: BrowserContext, on: Night) -> None:
    page = opened(device, on)
    page.get_by_text("Jemand ist dazugekommen").click()
    page.get_by_label("Name", exact=True).fill("Rita Reporter")
    page.get_by_role("button", name="Dazuschreiben, ist da").click()
    expect(page.locator("[data-count]")).to_have_text("1 von 5")
    expect(page.locator(STAND)).to_have_text(SAVED)
    with scope.alliance(on.cast.perle.pk):
        assert Invitee.objects.get(name="Rita Reporter").presences.count() == 1
