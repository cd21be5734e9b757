"""Finding places."""

from datetime import date
from typing import Any

import pytest

from drehscheibe.ground.territories import queries
from drehscheibe.ground.territories.models import Postcode, Territory
from drehscheibe.ground.territories.rules import Point

pytestmark = pytest.mark.usefixtures("shipped")


def _keys(text: str, limit: int = 10) -> list[str]:
    return [place.ags for place in queries.search_places(text, limit)]


def _get(key: str) -> Territory:
    found = queries.by_key(key)
    assert found is not None
    return found


def test_city_is_found_by_its_municipality_key_too() -> None:
    assert _get("05111000").ags == "05111"


def test_unknown_key_finds_nothing() -> None:
    assert queries.by_key("99999999") is None
    assert queries.by_key("12070\0") is None


def test_postcode_finds_all_its_municipalities_the_largest_first() -> None:
    assert _keys("19348") == ["12070296", "12070028", "12070145", "12070300"]


def test_postcode_with_a_name_finds_the_one() -> None:
    assert _keys("19348 Berge") == ["12070028"]


def test_postcode_with_a_wrong_name_still_finds_its_places() -> None:
    assert _keys("96450 Koburg") == ["09463"]


def test_first_digits_of_a_postcode_find_places() -> None:
    assert _keys("9645") == ["09463"]


def test_exact_name_comes_before_longer_ones() -> None:
    Territory.objects.create(
        ags="08317011",
        kind="gemeinde",
        name="Biberach",
        official_name="Biberach",
        search_name="biberach",
        land="08",
        population=1,
    )
    assert _keys("Biberach") == ["08317011", "08426021", "08426"]


def test_word_inside_a_name_comes_before_letters_inside_a_word() -> None:
    assert _keys("prignitz") == ["12070", "12070125"]


@pytest.mark.parametrize("text", ["TÜBINGEN", "tuebingen", "Tübin", " tübingen  "])
def test_name_is_found_however_it_is_written(text: str) -> None:
    assert _keys(text)[0] == "08416041"


def test_sorbian_name_is_found_without_its_accents() -> None:
    assert _keys("barsc") == ["12071076"]


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "'; DROP", "🏡"])
def test_text_that_names_no_place_finds_nothing(text: str) -> None:
    assert _keys(text) == []


def test_city_state_is_shown_once() -> None:
    assert _keys("Berlin")[:1] == ["11000"]
    assert "11" not in _keys("Berlin")


def test_limit_is_kept() -> None:
    assert len(_keys("e", 3)) == 3


def test_place_that_ended_is_answered_by_its_successor() -> None:
    Territory.objects.filter(ags="12070028").update(valid_until=date(2025, 1, 1), successor=_get("12070296"))
    assert _keys("Berge")[0] == "12070296"
    assert queries.current_of(_get("12070028")).ags == "12070296"


def test_place_that_ended_without_successor_is_not_offered() -> None:
    Territory.objects.filter(ags="12070296").update(valid_until=date(2025, 1, 1))
    assert _keys("Perleberg") == []


def test_successors_in_a_circle_come_to_an_end() -> None:
    Territory.objects.filter(ags="12070028").update(valid_until=date(2025, 1, 1), successor=_get("12070052"))
    Territory.objects.filter(ags="12070052").update(valid_until=date(2025, 1, 1), successor=_get("12070028"))
    assert _keys("Breese") == []


def test_laender_are_sixteen_by_name() -> None:
    names = [land.name for land in queries.laender()]
    assert (len(names), names[0], names[-1]) == (16, "Baden-Württemberg", "Thüringen")


def test_kreise_of_a_land_include_its_cities() -> None:
    assert [kreis.ags for kreis in queries.kreise_of("13")] == ["13076", "13074", "13004", "13073"]


def test_kreis_is_found_by_its_address() -> None:
    kreis = queries.kreis_by_slug("prignitz")
    assert kreis is not None
    assert kreis.ags == "12070"
    assert queries.kreis_by_slug("brandenburg") is None


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("12070296", ["Brandenburg", "Landkreis Prignitz", "Perleberg"]),
        ("072355006", ["Rheinland-Pfalz", "Landkreis Trier-Saarburg", "Schweich an der Römischen Weinstraße"]),
        ("05111", ["Nordrhein-Westfalen", "Düsseldorf"]),
        ("11000000/04", ["Berlin", "Charlottenburg-Wilmersdorf"]),
        ("12", ["Brandenburg"]),
    ],
)
def test_path_leads_down_from_the_land(key: str, names: list[str]) -> None:
    assert [step.name for step in queries.path_of(_get(key))] == names


@pytest.mark.parametrize("count", [1, 3])
def test_paths_need_one_statement_whatever_their_number(count: int, django_assert_num_queries: Any) -> None:
    places = queries.search_places("e", count)
    with django_assert_num_queries(1):
        assert len(queries.paths_of(places)) == count


@pytest.mark.parametrize("text", ["Perleberg", "19348"])
def test_search_needs_one_statement(text: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        queries.search_places(text)


def test_covering_keys_name_all_that_may_work_for_a_place() -> None:
    assert _get("12070296").covering_keys == ["12070296", "12070", "12"]
    assert _get("11000000/04").covering_keys == ["11000000/04", "11000", "11"]


def test_nearest_places_come_first_and_end_at_the_radius() -> None:
    found = queries.nearest(Point(53.0760, 11.8643), km=10)
    assert [(near.territory.name, round(near.km, 1)) for near in found] == [
        ("Perleberg", 0.0),
        ("Weisen", 8.0),
        ("Breese", 9.5),
    ]


def test_one_municipality_may_have_many_postcodes() -> None:
    Postcode.objects.create(code="19349", territory=_get("12070296"))
    assert _keys("19349") == ["12070296"]
    assert _keys("19348")[0] == "12070296"
