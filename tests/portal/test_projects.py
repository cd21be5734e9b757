"""Projects as everybody sees them: in short on the alliance's page, and each on a page of its own."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.plans.actions import project_rows
from drehscheibe.work.plans.models import Project
from tests.meetings import making
from tests.plans import projecting as made
from tests.portal import build
from tests.rooms import text_of

pytestmark = pytest.mark.usefixtures("places")
SITE = "/buendnisse/perle/"


@pytest.fixture
def festival() -> Project:
    found = build.alliance("perle")
    with scope.alliance(found.pk):
        kita = making.partner("Kita Sonnenschein", is_named=True)
        project = made.project(
            "Familientag 2026", kind="event", motto="Du bist, wie du isst", text="Ein Tag für alle.", owner=kita,
            starts_on=date(2026, 5, 15), ends_on=date(2026, 5, 15), place="Markt", lessons="Früher werben.",
            target_groups=["families", "older"], field="childcare", year=2026,
        )  # fmt: skip
        made.contribution(project, organisation=kita, kind="stand", text="Glücksrad", is_settled=True)
        made.contribution(
            project, organisation=making.partner("Ungenannter"), kind="goods", text="Zelt", is_settled=True
        )
        made.contribution(project, name="Musikschule", kind="programme", is_settled=True)
        made.contribution(project, name="Vielleicht-Verein", kind="people")
        made.part(project, "Kinderchor", kind="culture", on=date(2026, 5, 15), by_name="Musikschule")
        made.indicator(project, "Kinder", "Kinder", before=Decimal(120), now=Decimal(232), target=Decimal(250))
        made.photo(project, caption="Am Beet", people_agreed=True, is_public=True)
        made.photo(project, caption="Nur für uns")
        made.project("Familientag 2025", state="archived", year=2025, motto="Zeit für uns", edition_of=project)
        made.project("Geheime Ausgabe", year=2024, edition_of=project, audience="alliance")
    return project


def test_page_of_a_project_says_all_that_is_public_and_nothing_else(festival: Project, client: Client) -> None:
    response = client.get(f"{SITE}projekte/{festival.pk}/")
    shown = text_of(response)
    for words in (
        "Veranstaltung · läuft · 15. Mai 2026", "Motto: „Du bist, wie du isst“", "Wo? Markt", "Federführung Kita Sonnenschein",
        "Für wen? Familien, ältere Menschen", "Von 120 auf 232 Kinder, Ziel 250.", "Kinderchor Kulturprogramm · 15. Mai 2026 · Musikschule",
        "Kita Sonnenschein : Stand oder Mitmachangebot – Glücksrad", "Ein Partner: Sachen – Zelt", "Musikschule : Programmpunkt",
        "Am Beet A. Beispiel", "Familientag 2025 „Zeit für uns“",
    ):  # fmt: skip
        assert words in shown
    for words in ("Ungenannter", "Vielleicht-Verein", "Nur für uns", "Geheime Ausgabe", "Früher werben."):
        assert words not in response.content.decode()
    picture = re.search(r'<img src="([^"]+)" alt="Kinder pflanzen Kräuter"', response.content.decode())
    assert picture is not None
    assert client.get(picture[1]).headers["Content-Type"] == "image/png"


def test_event_with_a_day_is_told_to_search_engines(festival: Project, client: Client) -> None:
    content = client.get(f"{SITE}projekte/{festival.pk}/").content.decode()
    graph = json.loads(re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', content, re.S)[0])[
        "@graph"
    ]
    event = next(one for one in graph if one["@type"] == "Event")
    assert (event["name"], event["startDate"], event["location"]["name"]) == ("Familientag 2026", "2026-05-15", "Markt")


def test_page_shows_a_change_with_the_next_request_and_goes_with_the_project(festival: Project, client: Client) -> None:
    address = f"{SITE}projekte/{festival.pk}/"
    client.get(address)
    with scope.alliance(festival.alliance_id):
        offered = festival.contributions.get(name="Vielleicht-Verein")
        project_rows.settle_contribution(offered, by=made.BY)
    assert "Vielleicht-Verein" in text_of(client.get(address))
    with scope.alliance(festival.alliance_id):
        made.actions.change_project(festival, {"audience": "alliance"}, version=1, by=made.BY)
    assert client.get(address).status_code == 404
    assert "Familientag 2026" not in text_of(client.get(f"{SITE}projekte/"))


def test_cards_lead_to_the_pages_and_former_ones_stand_below(festival: Project, client: Client) -> None:
    home, listed = client.get(SITE).content.decode(), text_of(client.get(f"{SITE}projekte/"))
    assert f'<a href="{SITE}projekte/{festival.pk}/">Familientag 2026</a>' in home
    assert f'<a href="{SITE}projekte/">Alle Projekte</a>' in home
    assert listed.index("Familientag 2026") < listed.index("Was wir erreicht haben") < listed.index("Familientag 2025")
    english = text_of(client.get(f"/en{SITE}projekte/{festival.pk}/"))
    assert "From 120 to 232 Kinder, goal 250." in english
    assert client.get(f"/en{SITE}").content.decode().count(f'href="/en{SITE}projekte/{festival.pk}/"') == 1
