"""The offices' overview: published facts only."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from drehscheibe.ground.alliances import actions, queries
from drehscheibe.ground.alliances.models import Publication
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.ground.territories.models import Territory
from tests.conftest import Cast
from tests.rooms import TESTER, client_of, furnish, place, text_of

OVERVIEW = "/amt/"


@pytest.fixture
def office(cast: Cast) -> Client:
    """Perle lies in the office's Land, Grimm in another; Still has published nothing."""
    place("12", "Brandenburg", kind=Territory.Kind.LAND, kreis="")
    place("13", "Mecklenburg-Vorpommern", kind=Territory.Kind.LAND, kreis="")
    _in(cast.perle, place())
    _in(cast.grimm, place("13073035", "Grimmen"))
    furnish(cast.quiet)
    return client_of(cast.office)


def _in(alliance: Alliance, territory: Territory) -> None:
    profile = furnish(alliance)
    with scope.alliance(alliance.pk):
        actions.save_areas(profile, [territory], by=TESTER)
        actions.publish(alliance, by=TESTER)


def test_state_office_begins_with_its_own_land(office: Client) -> None:
    page = text_of(office.get(OVERVIEW))
    assert "Ein Bündnis" in page
    assert "Bündnis Perle Perleberg Brandenburg aktiv ja noch nie" in page
    assert "Bündnis Grimm" not in page


def test_all_laender_can_be_seen_but_nothing_unpublished(office: Client) -> None:
    page = text_of(office.get(OVERVIEW, {"land": ""}))
    assert "Bündnis Grimm Grimmen Mecklenburg-Vorpommern" in page
    assert "2 Bündnisse" in page
    assert "Bündnis Still" not in page


def test_last_confirmation_is_shown(office: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.confirm(queries.profile(), by=cast.coordinator)
        Publication.objects.update(confirmed_at=timezone.now().replace(year=2026, month=3, day=14))
    assert "14. März 2026" in text_of(office.get(OVERVIEW))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "grimmen"}, ["Bündnis Grimm"]),
        ({"stand": "dormant"}, []),
        ({"pflege": "gepflegt"}, ["Bündnis Grimm", "Bündnis Perle"]),
        ({"pflege": "gelistet"}, []),
        ({"land": "12"}, ["Bündnis Perle"]),
    ],
)
def test_filters_narrow_the_list(office: Client, asked: dict[str, str], found: list[str]) -> None:
    rows = office.get(OVERVIEW, asked).context["rows"]
    assert sorted(row[0].label for row in rows) == found


def test_export_holds_what_is_filtered(office: Client) -> None:
    lines = office.get(OVERVIEW, {"land": "13", "format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert lines == [
        "Bündnis;Ort;Land;Stand;Gepflegt;Zuletzt bestätigt;Adresse",
        "Bündnis Grimm;Grimmen;Mecklenburg-Vorpommern;aktiv;ja;noch nie;http://localhost:8000/buendnisse/grimm/",
    ]


def test_alliance_outside_the_finder_is_still_seen_by_the_office(office: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        now = queries.profile()
        actions.save_profile(now, {"listed_in_finder": False}, version=now.version, by=cast.coordinator)
        actions.publish(cast.perle, by=cast.coordinator)
    assert "Bündnis Perle" in text_of(office.get(OVERVIEW))


def test_office_opens_no_room(office: Client) -> None:
    assert office.get("/arbeit/perle/profil/").status_code == 404


def test_overview_costs_the_same_for_many(office: Client, cast: Cast, django_assert_max_num_queries: object) -> None:
    later = timezone.now() - timedelta(days=1)
    for number in range(60):
        alliance = Alliance.objects.create(slug=f"b-{number}", name=f"Bündnis {number}")
        with scope.alliance(alliance.pk):
            Publication.objects.create(
                published_at=later, document={}, slug=alliance.slug, name=alliance.name, sort_name=f"{number:03}",
                summary="", status="active", is_tended=False, in_finder=True, land="12",
            )  # fmt: skip
    with django_assert_max_num_queries(7):  # type: ignore[operator]  # pytest-django's fixture
        page = office.get(OVERVIEW)
    assert "61 Bündnisse" in text_of(page)
    assert 'href="?land=12&amp;seite=2"' in page.content.decode()
