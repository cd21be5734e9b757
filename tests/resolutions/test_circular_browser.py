"""The page behind a vote's link on the smallest phone, without scripts: from opening it to „Gespeichert“."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.resolutions.models import Ballot, Voter
from tests.conftest import Cast
from tests.meetings import making
from tests.resolutions import by_link
from tests.rooms import furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_vote_and_objection_on_a_small_phone_without_scripts(
    cast: Cast, chromium: Browser, live_server: LiveServer
) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        making.partner("Kindertagesstätte Sonnenschein", email="ada@example.org", person="Ada")
        vote = by_link.opened(making.body(), reason="Der Platz ist nur noch bis Freitag frei.")
        voter = Voter.objects.select_related("delegate").get(vote=vote)
        _link, token = by_link.link_of(voter)
    context = chromium.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False, has_touch=True)
    page = context.new_page()
    page.goto(f"{live_server.url}/link/abstimmung/{token}/")
    why_hidden = page.get_by_label("Worüber möchten Sie sprechen?").is_hidden()
    page.get_by_role("radio", name="Ich möchte, dass wir darüber sprechen").tap()
    page.get_by_label("Worüber möchten Sie sprechen?").fill("Wer bezahlt das?")
    page.get_by_role("button", name="Stimme abgeben").tap()
    page.wait_for_url("**getan=1**")
    objected = page.locator("#stimme").inner_text()
    page.get_by_text("Stimme ändern").first.tap()
    page.get_by_role("radio", name="Ja").tap()
    page.get_by_role("button", name="Geänderte Stimme abgeben").tap()
    page.get_by_text("Sie haben für").wait_for()
    voted = page.locator("#stimme").inner_text()
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert why_hidden is True
    assert "Sie möchten, dass wir darüber sprechen: Wer bezahlt das?" in objected
    assert "Sie haben für „Kindertagesstätte Sonnenschein“ abgestimmt: Ja." in voted
    with scope.alliance(cast.perle.pk):
        voter.refresh_from_db()
        assert (wide, Ballot.objects.get().choice, voter.objected) == (320, "yes", False)
