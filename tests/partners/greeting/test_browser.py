"""From mail to confirmed in two taps, on a small phone without scripts; and the pages as a browser paints them."""

import re

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.partners.public import named_partners
from tests.browser import faults
from tests.conftest import Cast
from tests.partners.greeting.build import greet, kita, link_in, mails, prepared, progress, seniors, unchanged
from tests.rooms import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mail(cast: Cast) -> Mail:
    prepared(cast)
    kita(cast)
    seniors(cast)
    greet(cast)
    return mails(cast)[0]


def opened_mail(page: Page, mail: Mail, live_server: LiveServer) -> None:
    """Show the mail's HTML as a mail program does, its links leading to the server under test."""
    page.set_content(re.sub(r"https?://[^/\"]+(?=/link/)", live_server.url, mail.html))


def test_two_taps_from_mail_to_confirmed_on_a_small_phone_without_scripts(
    cast: Cast, chromium: Browser, live_server: LiveServer, mail: Mail
) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False, has_touch=True)
    page = context.new_page()
    opened_mail(page, mail, live_server)
    with unchanged(cast.perle):
        page.get_by_role("link", name="Angaben ansehen und antworten").tap()
        page.wait_for_url("**/link/begruessung/**")
        wide = page.evaluate("document.documentElement.scrollWidth")
        for _scanner in range(10):
            page.request.get(page.url)
    page.get_by_role("button", name="Stimmt alles – ja, Sie dürfen uns nennen").tap()
    page.wait_for_url("**getan=ja**")

    assert page.get_by_role("status").inner_text().startswith("Gespeichert: Ihre Angaben stimmen")
    assert (wide, progress(cast).confirmed) == (320, 1)
    with scope.published():
        assert [one.name for one in named_partners(cast.perle.pk)] == ["Kita Sonnenschein"]
    page.get_by_role("button", name="Doch nicht nennen").tap()
    page.wait_for_url("**getan=nein**")
    with scope.published():
        assert named_partners(cast.perle.pk) == []
    context.close()


def test_pages_of_the_greeting_are_accessible_and_fit(
    cast: Cast, chromium: Browser, live_server: LiveServer, mail: Mail
) -> None:
    context = chromium.new_context(base_url=live_server.url, reduced_motion="reduce", locale="de-DE")
    session = client_of(cast.coordinator).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    room, link = "/arbeit/perle/partner", link_in(mail)
    key = cast_key(cast)
    paths = [
        f"{room}/begruessung/", f"{room}/begruessung/briefe/", f"{room}/begruessung/antworten/",
        f"{room}/begruessen/vorschau/{key}/", f"{room}/{key}/zustimmung/", link, f"{link}?aendern={key}",
        link_in(mail, "meine-seite"), f"{link_in(mail, 'meine-seite')}?loeschen=1",
    ]  # fmt: skip
    found = {}
    for path in paths:
        page.goto(path, wait_until="networkidle")
        if wrong := faults(page):
            found[path] = wrong
    context.close()
    assert found == {}


def cast_key(cast: Cast) -> int:
    from drehscheibe.work.partners.models import Organisation

    with scope.alliance(cast.perle.pk):
        return Organisation.objects.get(name="Kita Sonnenschein").pk
