"""From the public form to leaving, in a browser: the way of one partner."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.partners.models import MembershipEvent
from tests.browser import faults
from tests.conftest import Cast
from tests.rooms import client_of

from .build import applied, link_in, mails_to, partner, run_jobs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NELE = "nele@example.org"
SITE = "/buendnisse/perle/"
ROOMS = "/arbeit/perle/partner/"


@pytest.fixture
def visitor(chromium: Browser, live_server: LiveServer) -> Page:
    """Nele, at her phone, without scripts."""
    small = {"width": 320, "height": 700}
    return chromium.new_context(
        base_url=live_server.url, viewport=small, java_script_enabled=False, locale="de-DE"
    ).new_page()


@pytest.fixture
def office(perle: Cast, chromium: Browser, live_server: LiveServer) -> Page:
    """The coordinator, at her desk."""
    context = chromium.new_context(base_url=live_server.url, reduced_motion="reduce", locale="de-DE")
    session = client_of(perle.coordinator).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return context.new_page()


def is_named(page: Page) -> bool:
    """Look at the alliance's public page, as anybody would."""
    page.goto(SITE)
    return page.locator("#partner ~ .partner-groups").get_by_text("Förderverein Bücherei").count() == 1


def test_partner_joins_is_named_takes_that_back_and_leaves(perle: Cast, visitor: Page, office: Page) -> None:
    # The public form
    visitor.goto(SITE)
    visitor.get_by_role("link", name=re.compile("^Mitmachen")).first.click()
    visitor.get_by_label("Name der Einrichtung").fill("Förderverein Bücherei")
    visitor.get_by_label("Art", exact=True).select_option("club")
    visitor.get_by_label("Ihr Name", exact=True).fill("Nele Neumann")
    visitor.get_by_label("Ihre E-Mail-Adresse").fill(NELE)
    visitor.get_by_label("Wir stimmen der Bündniserklärung zu.").check()
    visitor.locator("[name=wants_naming]").check()
    visitor.get_by_role("button", name="Angaben absenden").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")
    assert visitor.context.cookies() == []

    # The link in the mail; opening it is not enough
    visitor.goto(link_in(mails_to(perle, NELE)[0], "mitmachen"))
    office.goto(f"{ROOMS}antraege/")
    expect(office.get_by_text("Noch hat sich niemand gemeldet")).to_be_visible()
    visitor.get_by_role("button", name="Ja, wir stimmen der Erklärung zu und möchten mitmachen").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Danke, das ist angekommen")

    # The decision
    office.reload()
    office.get_by_role("link", name="Förderverein Bücherei").click()
    assert not is_named(visitor)
    office.get_by_role("button", name="„Förderverein Bücherei“ aufnehmen").click()
    expect(office.get_by_text("ist jetzt Partner.")).to_be_visible()
    assert is_named(visitor)

    # The certificate, by mail and from her own page
    run_jobs()
    welcome = mails_to(perle, NELE)[-1]
    assert [part["name"] for part in welcome.attachments] == ["Urkunde.pdf"]
    own_page = link_in(welcome, "meine-seite")
    visitor.goto(own_page)
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="Urkunde als PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")

    # Consent taken back
    visitor.get_by_role("button", name="Doch nicht nennen").click()
    assert not is_named(visitor)
    visitor.goto(own_page)
    visitor.get_by_role("button", name="Doch nennen").click()
    assert is_named(visitor)

    # Leaving: she asks, the coordinator notes it
    visitor.goto(own_page)
    visitor.get_by_text("Wir möchten nicht mehr dabei sein").click()
    visitor.get_by_role("button", name="Nachricht an die Koordination senden").click()
    office.reload()
    expect(office.get_by_text("Nele Neumann schrieb am")).to_be_visible()
    office.get_by_role("link", name="Ausscheiden vermerken").first.click()
    office.get_by_role("button", name="Ausscheiden vermerken").click()
    expect(office.get_by_text("ist ausgeschieden")).to_be_visible()
    assert not is_named(visitor)
    with scope.alliance(perle.perle.pk):
        assert list(MembershipEvent.objects.values_list("what", flat=True)) == ["joined", "left"]
        assert Mail.objects.filter(to_email=NELE).latest("pk").subject.endswith("ist aus dem Bündnis ausgeschieden")


def test_pages_are_accessible_and_fit(perle: Cast, office: Page) -> None:
    kita, found = partner(perle, "Kita", email="kita@example.org"), applied(perle)
    pages = ["regeln/", "zahlen/", "erklaerung/bitten/", f"antraege/{found.pk}/", f"{kita.pk}/ausschliessen/"]
    wrong = {}
    for address in (f"{SITE}mitmachen/", *(f"{ROOMS}{page}" for page in pages)):
        office.goto(address, wait_until="networkidle")
        wrong[address] = faults(office)
    assert {address: what for address, what in wrong.items() if what} == {}
