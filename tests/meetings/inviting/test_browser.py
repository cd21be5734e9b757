"""From the mail to the saved answer in two taps, on a small phone without scripts; and the pages as a browser paints them."""

import re

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.models import Meeting
from tests.browser import faults
from tests.conftest import Cast
from tests.meetings.inviting.build import invited, kita, link_in, mails, row, seniors, unchanged
from tests.rooms import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    with scope.alliance(cast.perle.pk):
        kita()
        seniors()
        return invited(cast)


def opened_mail(page: Page, mail: Mail, live_server: LiveServer) -> None:
    """Show the mail's HTML as a mail program does, its links leading to the server under test."""
    page.set_content(re.sub(r"https?://[^/\"]+(?=/link/)", live_server.url, mail.html))


def test_two_taps_from_mail_to_answer_on_a_small_phone_without_scripts(
    cast: Cast, chromium: Browser, live_server: LiveServer, meeting: Meeting
) -> None:
    with scope.alliance(cast.perle.pk):
        mail = mails()[0]
    context = chromium.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False, has_touch=True)
    page = context.new_page()
    opened_mail(page, mail, live_server)
    fold = page.get_by_role("link", name="Ich komme").bounding_box()
    with scope.alliance(cast.perle.pk), unchanged():
        page.get_by_role("link", name="Ich komme").tap()
        page.wait_for_url("**/link/treffen/**")
        wide = page.evaluate("document.documentElement.scrollWidth")
        choices = page.locator(".reply__way-one").last.bounding_box()
        for _scanner in range(10):
            page.request.get(page.url)
    chosen = page.get_by_label("Ich komme").is_checked()
    page.get_by_role("button", name="Antwort senden").tap()
    page.wait_for_url("**getan=1**")

    assert fold is not None
    assert fold["y"] + fold["height"] < 640
    assert choices is not None
    assert choices["y"] + choices["height"] < 640
    assert page.get_by_role("status").inner_text().split() == ["Gespeichert", "Sie", "kommen."]
    with scope.alliance(cast.perle.pk):
        assert (wide, chosen, row().answer) == (320, True, "coming")
    context.close()


def test_pages_of_inviting_are_accessible_and_fit(
    cast: Cast, chromium: Browser, live_server: LiveServer, meeting: Meeting
) -> None:
    with scope.alliance(cast.perle.pk):
        path = link_in(mails()[0])
        who = row().pk
    base = f"/arbeit/perle/treffen/{meeting.pk}"
    pages = [
        f"{path}?antwort=vertretung", f"{base}/leute/", f"{base}/einladen/", f"{base}/anrufe/", f"{base}/verlegen/",
        f"{base}/absagen/", f"{base}/briefe/", f"{base}/antwortzettel/", f"{base}/erinnern/",
        f"/arbeit/perle/treffen/eingeladen/{who}/antwort/", f"{base}/einladen/vorschau/{who}/?art=telefon",
    ]  # fmt: skip
    cookie = client_of(cast.coordinator).cookies["sessionid"].value
    context = chromium.new_context(base_url=live_server.url, reduced_motion="reduce", locale="de-DE")
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    found = {}
    for address in pages:
        page.goto(address, wait_until="networkidle")
        if wrong := faults(page):
            found[address] = wrong
    context.close()

    assert found == {}
