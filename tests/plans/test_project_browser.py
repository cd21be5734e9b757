"""What only a browser can tell of projects: contrast, names, width, and the way from a tap to the end of a project."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from drehscheibe.ground.tenancy import links, scope
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.plans.actions import indicators
from drehscheibe.work.plans.models import Programme, Project
from tests.browser import faults
from tests.conftest import Cast
from tests.meetings import making
from tests.plans import projecting as made
from tests.rooms import client_of, furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOM = "/arbeit/perle/projekte/"


def furnished(cast: Cast) -> tuple[Project, int, str]:
    """A project with something of everything; its indicator and the page of who runs it."""
    furnish(cast.perle, published=True)
    with scope.alliance(cast.perle.pk):
        kita = making.partner("Kita Sonnenschein", email="kita@example.org", is_named=True)
        programme = Programme.objects.create(name="Vielfalt zeigen", funder="Bundesministerium")
        project = made.project("Familientag", programme=programme, owner=kita, motto="Mehr Zeit", text="Für alle.")
        made.contribution(project, name="Musikschule", kind="programme", is_settled=True)
        made.contribution(project, organisation=kita, kind="stand")
        made.part(project, "Kinderchor", kind="culture", on=date(2026, 5, 15))
        made.milestone(project, "Platz genehmigt", due_on=date(2026, 2, 1))
        row = made.indicator(project, before=Decimal(12), target=Decimal(40))
        for year, value in ((2024, 14), (2025, 22), (2026, 38)):
            indicators.add_reading(row, value=Decimal(value), on=date(year, 5, 15), by=made.BY)
        made.photo(project, people_agreed=True, is_public=True)
        person = kita.contacts.get().person_id
        token = links.issue(
            purpose=PAGE_PURPOSE, subject_id=person, recipient="kita@example.org", lifetime=timedelta(days=1)
        )[1]
    return project, row.pk, token


def test_projects_can_be_read_and_ended_by_everybody(chromium: Browser, live_server: LiveServer, cast: Cast) -> None:
    project, figure, token = furnished(cast)
    context = chromium.new_context(base_url=live_server.url, locale="de-DE", reduced_motion="reduce")
    session = client_of(cast.coordinator).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    one, own = f"{ROOM}{project.pk}/", f"/link/meine-seite/{token}/"
    found = {}
    for address in (
        ROOM, one, f"{one}kennzahl/{figure}/", f"{one}bearbeiten/", f"{one}ausgabe/neu/", f"{one}foto/neu/",
        f"{ROOM}programme/{project.programme_id}/", f"{own}projekte/", f"{own}projekt/{project.pk}/",
        f"{own}projekt/{project.pk}/beitrag/", f"/buendnisse/perle/projekte/{project.pk}/", "/buendnisse/perle/projekte/",
    ):  # fmt: skip
        page.goto(address)
        if wrong := faults(page):
            found[address] = wrong
    page.goto(one)
    page.get_by_role("button", name="Abschließen mit Ergebnis").click()
    page.get_by_label("Was kam dabei heraus?").fill("Es war gut.")
    page.get_by_label("Plätze (Plätze)").fill("41,5")
    page.get_by_role("button", name="Projekt abschließen").click()
    page.wait_for_url(f"**{one}")
    said = page.locator("#kennzahl-" + str(figure)).inner_text()
    context.close()
    assert found == {}
    assert "Von 12 auf 41,5 Plätze. Das Ziel von 40 ist erreicht." in said
    with scope.alliance(cast.perle.pk):
        assert Project.objects.get().state == "finished"
