"""What only a browser can tell of the plan and a measure behind a link: contrast, width, names of the wheel's marks."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from drehscheibe.ground.tenancy import links, scope
from drehscheibe.work.plans.access import MEASURE_PURPOSE
from drehscheibe.work.plans.models import Measure, Milestone, Project
from tests.browser import faults
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import client_of, furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_plan_and_link_page_can_be_read_by_everybody(chromium: Browser, live_server: LiveServer, cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        making.meeting(making.body(), on=date(2026, 4, 14))
        late = Measure.objects.create(title="Spielplatz prüfen", year=2026, due_on=date(2026, 4, 20))
        fest = Project.objects.create(title="Familienfest", starts_on=date(2026, 4, 1))
        Milestone.objects.create(project=fest, title="Bühne steht", due_on=date(2026, 4, 3))
        token = links.issue(
            purpose=MEASURE_PURPOSE, subject_id=late.pk, recipient="kita@example.org", lifetime=timedelta(days=1)
        )[1]
    context = chromium.new_context(base_url=live_server.url, locale="de-DE", reduced_motion="reduce")
    session = client_of(cast.coordinator).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    found = {}
    for address in ("/arbeit/perle/jahresplan/2026/", "/arbeit/perle/massnahmen/", f"/link/massnahme/{token}/"):
        page.goto(address)
        found[address] = faults(page)
    page.goto("/arbeit/perle/jahresplan/2026/")
    marks = page.locator(".wheel__svg a").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    page.get_by_role("link", name="April: 1 Maßnahme").press("Enter")
    assert {address: said for address, said in found.items() if said} == {}
    assert marks[1:] == ["April: 1 Maßnahme", "April: 1 Projekt", "April: 1 Schritt"]
    assert page.url.endswith("#monat-4")
