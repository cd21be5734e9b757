"""Keys, names, distances and the projection, without a database."""

from datetime import date
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drehscheibe.ground.territories import geo, rules
from drehscheibe.ground.territories.rules import Point
from drehscheibe.kit.text import folded, slugify_german

GERMANY = st.builds(Point, st.floats(47.2, 55.1), st.floats(5.8, 15.1))
WORLD = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Märkisch-Oderland", "maerkisch-oderland"),
        ("Spree-Neiße", "spree-neisse"),
        ("Forst (Lausitz)/Baršć (Łužyca)", "forst-lausitz-barsc-luzyca"),
        ("ÖÄÜ", "oeaeue"),
        ("  ", ""),
    ],
)
def test_slug_has_plain_letters_only(text: str, slug: str) -> None:
    assert slugify_german(text) == slug


def test_slug_of_decomposed_umlaut_is_the_same() -> None:
    assert slugify_german("Mu\u0308nchen") == "muenchen"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Landkreis Prignitz", "prignitz"),
        ("Kreis Steinfurt", "steinfurt"),
        ("Regionalverband Saarbrücken", "regionalverband-saarbruecken"),
        ("Ilm-Kreis", "ilm-kreis"),
        ("Schwerin, Landeshauptstadt", "schwerin"),
    ],
)
def test_address_of_a_kreis_leaves_its_title_out(name: str, slug: str) -> None:
    assert rules.slug_base(name) == slug


@pytest.mark.parametrize(
    ("name", "landkreis", "full"),
    [
        ("Prignitz", True, "Landkreis Prignitz"),
        ("Steinfurt", False, "Kreis Steinfurt"),
        ("Ilm-Kreis", True, "Ilm-Kreis"),
        ("Märkischer Kreis", False, "Märkischer Kreis"),
        ("Region Hannover", True, "Region Hannover"),
        ("Regionalverband Saarbrücken", False, "Regionalverband Saarbrücken"),
        ("Nürnberger Land", True, "Landkreis Nürnberger Land"),
    ],
)
def test_kreis_gets_its_title_once(name: str, landkreis: bool, full: str) -> None:
    assert rules.kreis_name(name, landkreis=landkreis) == full


def test_display_name_ends_at_the_first_comma() -> None:
    assert rules.display_name("Freiberg, Stadt, Universitätsstadt") == "Freiberg"


@pytest.mark.parametrize(
    ("key", "normal"), [("05111000", "05111"), ("12070296", "12070296"), ("11000000/04", "11000000/04"), (" 12 ", "12")]
)
def test_city_has_one_key(key: str, normal: str) -> None:
    assert rules.normal_key(key) == normal


def test_source_line_names_office_directory_and_year() -> None:
    expected = "© Statistisches Bundesamt (Destatis), Gemeindeverzeichnis GV-ISys, 2023"
    assert rules.source_line(date(2023, 11, 30)) == expected


# Distances


def test_distance_of_perleberg_and_wittenberge() -> None:
    assert round(rules.distance_km(Point(53.0760, 11.8643), Point(52.9936, 11.7514)), 1) == 11.9


@given(WORLD, WORLD)
def test_distance_is_the_same_both_ways_and_at_most_half_round_the_earth(a: Point, b: Point) -> None:
    assert isclose(rules.distance_km(a, b), rules.distance_km(b, a), abs_tol=1e-6)
    assert 0 <= rules.distance_km(a, b) <= 20_016


@given(WORLD)
def test_distance_to_itself_is_nothing(point: Point) -> None:
    assert rules.distance_km(point, point) == 0


@given(WORLD, WORLD, WORLD)
def test_no_detour_is_shorter(a: Point, b: Point, c: Point) -> None:
    assert rules.distance_km(a, c) <= rules.distance_km(a, b) + rules.distance_km(b, c) + 1e-6


@given(GERMANY, GERMANY, st.floats(0, 500))
def test_box_holds_all_points_within_its_radius(middle: Point, other: Point, km: float) -> None:
    box = rules.box_around(middle, km)
    inside = box.south <= other.lat <= box.north and box.west <= other.lon <= box.east
    assert inside or rules.distance_km(middle, other) > km - 1e-6


# The map


@pytest.mark.parametrize(
    ("point", "spot"),
    [
        (Point(53.0760, 11.8643), (382.3, 214.9)),
        (Point(52.5177, 13.4055), (480.3, 273.7)),
        (Point(50.2584, 10.9642), (325.0, 504.2)),
        (Point(51.2242, 6.7801), (58.7, 407.0)),
    ],
)
def test_known_places_lie_where_the_drawing_has_them(point: Point, spot: tuple[float, float]) -> None:
    assert tuple(round(value, 1) for value in geo.project(*point)) == spot


@given(GERMANY)
def test_projection_can_be_undone(point: Point) -> None:
    back = geo.unproject(*geo.project(*point))
    assert rules.distance_km(point, back) < 0.001


@given(GERMANY, GERMANY)
def test_north_is_up_and_east_is_right(a: Point, b: Point) -> None:
    here, there = geo.project(*a), geo.project(*b)
    assert (a.lat > b.lat) <= (here.y <= there.y)
    assert (a.lon > b.lon) <= (here.x >= there.x)


def test_every_land_has_its_letters() -> None:
    assert len(geo.LAND_CODES) == len(set(geo.LAND_CODES.values())) == 16
    assert (geo.LAND_CODES["12"], geo.LAND_CODES["08"]) == ("BB", "BW")
