"""Places with their articles, numbers with their points."""

import pytest
from django.test import Client
from django.utils.translation import override

from drehscheibe.frames.portal import rules
from drehscheibe.ground.alliances import actions
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.territories.models import Territory
from tests.conftest import Cast
from tests.rooms import TESTER, furnish, place, text_of


@pytest.mark.parametrize(
    ("name", "inside", "serving"),
    [
        ("Landkreis Prignitz", "im Landkreis Prignitz", "für den Landkreis Prignitz"),
        ("Kreis Stormarn", "im Kreis Stormarn", "für den Kreis Stormarn"),
        ("Landkreis Prignitz, Brandenburg", "im Landkreis Prignitz, Brandenburg", "für den Landkreis Prignitz, Brandenburg"),
        ("Ilm-Kreis", "im Ilm-Kreis", "für den Ilm-Kreis"),
        ("Donnersbergkreis", "im Donnersbergkreis", "für den Donnersbergkreis"),
        ("Märkischer Kreis", "im Märkischen Kreis", "für den Märkischen Kreis"),
        ("Regionalverband Saarbrücken", "im Regionalverband Saarbrücken", "für den Regionalverband Saarbrücken"),
        ("Region Hannover", "in der Region Hannover", "für die Region Hannover"),
        ("Saarland", "im Saarland", "für das Saarland"),
        ("Brandenburg", "in Brandenburg", "für Brandenburg"),
        ("Gera", "in Gera", "für Gera"),
    ],
)  # fmt: skip
def test_place_gets_the_article_that_german_gives_it(name: str, inside: str, serving: str) -> None:
    assert rules.placed("Viel los in %(place)s.", name) == f"Viel los {inside}."
    assert rules.placed("%(found)s für %(place)s", name, found=3) == f"3 {serving}"


def test_name_of_a_place_stays_as_it_is_in_other_languages() -> None:
    with override("en"):
        assert rules.placed("%(found)s in %(place)s", "Märkischer Kreis", found=3) == "3 in Märkischer Kreis"


@pytest.fixture
def prignitz(cast: Cast) -> Territory:
    """A Kreis with one published alliance, its population known."""
    kreis = place("12070", "Landkreis Prignitz", kind=Territory.Kind.KREIS, slug="prignitz", population=76045)
    town = place()
    profile = furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        actions.save_areas(profile, [town], by=TESTER)
        actions.publish(cast.perle, by=TESTER)
    return kreis


def test_page_of_a_kreis_speaks_german_and_groups_its_population(prignitz: Territory) -> None:
    page = text_of(Client().get("/kreis/prignitz/"))
    assert "Bündnisse im Landkreis Prignitz 1 Bündnis setzt sich im Landkreis Prignitz für Familien ein." in page
    assert "Einwohnerinnen und Einwohner: 76.045." in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("kreis=12070", "1 Bündnis im Landkreis Prignitz"),
        ("q=Landkreis+Prignitz", "1 Bündnis für den Landkreis Prignitz"),
        ("q=Perleberg", "1 Bündnis für Perleberg"),
    ],
)
def test_finder_says_where_it_found_them(prignitz: Territory, query: str, sentence: str) -> None:
    assert sentence in text_of(Client().get(f"/buendnisse/?{query}"))
