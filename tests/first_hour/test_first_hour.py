"""The first hour of a coordinator on an empty instance, from the set-up page to partners who confirm by themselves."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from drehscheibe.config.jobs import WORK
from drehscheibe.frames.setup import code
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.ground.territories.imports import load_shipped
from drehscheibe.kit.jobs import worker
from drehscheibe.work.partners.models import Organisation
from tests.partners.ugly import GOOD, PARTNERS, ugly_text

from .hand import Hand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_CLICKS, MOST_TYPED = 40, 12
ANSWERS = 5


@pytest.fixture
def fresh(tmp_path: Path, settings: Any, live_server: LiveServer) -> str:
    """Return the address that an empty instance shows at its start."""
    settings.DATA_DIR = tmp_path
    settings.SITE_URL = live_server.url
    settings.SITE_ORIGIN = live_server.url
    load_shipped()
    return f"{live_server.url}/einrichten/?schluessel={code.current()}"


@pytest.fixture
def context(chromium: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    made = chromium.new_context(base_url=live_server.url, locale="de-DE", viewport={"width": 1280, "height": 900})
    yield made
    made.close()


def links_in(mails: list[Mail]) -> list[str]:
    """Return the address of the greeting's page in each mail."""
    found = (re.search(r"https?://\S+/link/begruessung/\S+?/(?=\s)", one.text) for one in mails)
    return [match[0] for match in found if match]


def test_first_hour_takes_few_clicks_and_little_typing(
    fresh: str, context: BrowserContext, capsys: pytest.CaptureFixture[str]
) -> None:
    page = context.new_page()
    hand = Hand(page)

    set_up(hand, fresh)
    take_in_the_list(hand)
    greet_in_practice(hand)
    go_live(hand)
    greet(hand)
    publish(hand)

    with capsys.disabled():
        print(f"\nfirst hour: {hand.told()}")  # noqa: T201  the figures that the test is about
    assert (len(hand.clicked) <= MOST_CLICKS, len(hand.typed) <= MOST_TYPED) == (True, True), hand.told()

    confirmed_by_partners(page)


def set_up(hand: Hand, address: str) -> None:
    hand.page.goto(address)
    hand.type("Wer betreibt diese Seite?", "Stadt Perleberg, vertreten durch die Bürgermeisterin")
    hand.type("Postanschrift", "Großer Markt 1, 19348 Perleberg")
    hand.type("E-Mail-Adresse der Stelle", "familie@example.org")
    hand.type("Ihr Name", "Hanna Birkental")
    hand.type("Ihre E-Mail-Adresse", "hanna@example.org")
    hand.type("Passwort", "drei warme Wörter")
    hand.click("button", "Konto anlegen und weiter")
    hand.click("button", "Test-Mail senden")
    expect(hand.page.locator("main")).to_contain_text("Der Mailserver hat die Test-Mail angenommen.")
    hand.click("link", "Weiter zu Ihrem Bündnis")
    hand.click("link", "Perleberg")
    expect(hand.page.locator("main")).to_contain_text("Lokales Bündnis für Familie Perleberg")
    hand.click("button", "Bündnis anlegen")
    expect(hand.page).to_have_url(re.compile(r"/arbeit/perleberg/$"))


def take_in_the_list(hand: Hand) -> None:
    hand.click("link", "Partnerliste einlesen")
    hand.type("Einfügen", ugly_text())
    hand.click("button", "Liste lesen")
    hand.click("button", f"{GOOD} Partner übernehmen, {PARTNERS - GOOD} Zeilen später")
    expect(hand.page.locator("main")).to_contain_text(
        f"{GOOD} Partner sind eingetragen. {PARTNERS - GOOD} Zeilen warten noch."
    )
    hand.click("link", "Heute")


def greet_in_practice(hand: Hand) -> None:
    hand.click("link", "Partner begrüßen")
    hand.click("button", f"{GOOD} Partner begrüßen")
    worker.run_until_empty(WORK)
    hand.click("link", "Übungspostfach")
    expect(hand.page.locator("main")).to_contain_text("a.beispiel@example.org")
    assert [one.to for one in mail.outbox] == [["familie@example.org"]], "only the test mail of the set-up left"


def go_live(hand: Hand) -> None:
    hand.click("link", "Live schalten")
    hand.click("button", "Jetzt live schalten")


def greet(hand: Hand) -> None:
    hand.click("link", "Partner begrüßen")
    hand.click("button", f"{GOOD} Partner begrüßen")


def publish(hand: Hand) -> None:
    hand.click("link", "Heute")
    hand.click("link", "Seite veröffentlichen")
    hand.click("button", "Jetzt veröffentlichen")


def confirmed_by_partners(page: Page) -> None:
    """Five minutes later the mails go out; some partners confirm, and the public page fills itself."""
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=True):
        worker.run_until_empty(WORK)
    alliance = Alliance.objects.get(slug="perleberg")
    with scope.alliance(alliance.pk):
        links = links_in(list(Mail.objects.filter(state=Mail.State.SENT).order_by("pk")))
    for link in links[:ANSWERS]:
        page.goto(link)
        page.get_by_role("button", name=re.compile("ja, Sie dürfen uns nennen")).first.click()
    with scope.alliance(alliance.pk):
        named = list(Organisation.objects.filter(is_named=True).values_list("name", flat=True))
    assert len(named) >= ANSWERS
    page.goto("/arbeit/perleberg/")
    expect(page.locator("main")).to_contain_text(f"{GOOD} begrüßt, {len(named)} bestätigt.")
    page.goto("/buendnisse/perleberg/")
    shown = page.locator(".partner-groups li").all_inner_texts()
    assert sorted(shown) == sorted(named)
