"""The finder: what a place, a postcode or a topic leads to."""

import csv
import json
from io import StringIO
from urllib.parse import parse_qsl, urlencode

import pytest
from django.test import Client

from drehscheibe.ground.alliances.models import FocusTopic
from drehscheibe.kit.pages.middleware import store
from tests import rows
from tests.portal import build

pytestmark = pytest.mark.usefixtures("places")


def _names(visitor: Client, query: str) -> list[str]:
    found = json.loads(visitor.get(f"/buendnisse/?{query}&format=geojson").content)
    return [feature["properties"]["name"] for feature in found["features"]]


def _text(visitor: Client, query: str) -> str:
    return visitor.get(f"/buendnisse/?{query}").content.decode()


def test_list_is_ordered_by_place(visitor: Client) -> None:
    build.alliance("witt", place=build.WITTENBERGE, name="A-Bündnis")
    build.alliance("perle", name="Z-Bündnis")
    build.alliance("gera", place=build.GERA, name="M-Bündnis")
    assert _names(visitor, "") == ["M-Bündnis", "Z-Bündnis", "A-Bündnis"]


def test_place_finds_its_alliance_and_one_for_the_whole_kreis(visitor: Client) -> None:
    build.alliance("perle", name="In Perleberg")
    build.alliance("prignitz", place="12070", name="Im Kreis")
    build.alliance("witt", place=build.WITTENBERGE, name="Nebenan")
    assert _names(visitor, "q=perleberg") == ["Im Kreis", "In Perleberg"]


def test_kreis_finds_all_that_lies_in_it(visitor: Client) -> None:
    build.alliance("perle", name="In Perleberg")
    build.alliance("gera", place=build.GERA, name="In Gera")
    assert _names(visitor, "q=Landkreis+Prignitz") == ["In Perleberg"]


def test_postcode_of_two_places_lists_both(visitor: Client) -> None:
    build.alliance("perle", name="In Perleberg")
    page = _text(visitor, "q=19348")
    assert [link for link in (f"?ort={build.PERLEBERG}", f"?ort={build.KARSTAEDT}") if link in page] == [
        f"?ort={build.PERLEBERG}",
        f"?ort={build.KARSTAEDT}",
    ]
    assert "In Perleberg" in page


def test_place_without_alliance_leads_to_the_nearest_first(visitor: Client) -> None:
    build.alliance("gera", place=build.GERA, name="In Gera")
    build.alliance("perle", name="In Perleberg")
    build.alliance("witt", place=build.WITTENBERGE, name="In Wittenberge")
    page = _text(visitor, "q=Karstädt")
    assert "Diese sind am nächsten" in page
    assert page.index("13 km · Perleberg") < page.index("19 km · Wittenberge")


def test_topic_finds_the_words_of_a_profile(visitor: Client) -> None:
    build.alliance("perle", name="Mit Ferien", rows={FocusTopic: [{"title": "Betreuung in den Ferien"}]})
    build.alliance("witt", place=build.WITTENBERGE, name="Ohne")
    assert _names(visitor, "q=FERIEN+betreuung") == ["Mit Ferien"]


def test_filters_narrow_together(visitor: Client) -> None:
    build.alliance("perle", name="Ruht", status="dormant", fields_of_action=["childcare"])
    build.alliance("witt", place=build.WITTENBERGE, name="Wacht", fields_of_action=["childcare"])
    build.alliance("gera", place=build.GERA, name="Woanders", status="dormant", fields_of_action=["childcare"])
    assert _names(visitor, "land=12&feld=childcare&stand=dormant") == ["Ruht"]


def test_dissolved_alliances_are_found_only_when_asked_for(visitor: Client) -> None:
    build.alliance("perle", name="Vorbei", status="dissolved")
    build.alliance("witt", place=build.WITTENBERGE, name="Da")
    assert (_names(visitor, ""), _names(visitor, "stand=dissolved")) == (["Da"], ["Vorbei"])


def test_unknown_parameters_count_as_not_asked(visitor: Client) -> None:
    build.alliance("perle", name="Da")
    assert _names(visitor, "land=x&feld=nix&stand=nix&seite=-1&kreis=%27") == ["Da"]


def test_second_page_shows_the_rest(visitor: Client) -> None:
    for number in range(51):
        build.alliance(f"b{number:02}", name=f"Bündnis {number:02}")
    assert ">Bündnis 50<" in _text(visitor, "seite=2")
    assert ">Bündnis 49<" not in _text(visitor, "seite=2")


def test_words_that_somebody_typed_are_not_kept(visitor: Client) -> None:
    build.alliance()
    visitor.get("/buendnisse/?q=mein+geheimnis")
    assert store.get("/buendnisse/?q=mein+geheimnis") is None


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("land=12", True),
        ("land=12&kreis=12070&feld=childcare&stand=active", True),
        ("q=&land=12&feld=&stand=", True),
        ("format=csv&land=12", True),
        (f"ort={build.PERLEBERG}", True),
        ("land=12&x=1", False),
        ("land=99", False),
        ("kreis=99999", False),
        ("land=16&kreis=12070", False),
        ("seite=7", False),
        ("seite=01", False),
        ("ort=nirgends", False),
        ("feld=nix", False),
        ("format=xml", False),
    ],
)
def test_answer_is_kept_only_for_what_was_understood(visitor: Client, query: str, kept: bool) -> None:
    rows.once(build.alliance)
    visitor.get(f"/buendnisse/?{query}")
    key = urlencode(sorted(parse_qsl(query)))
    assert (store.get(f"/buendnisse/?{key}") is not None) is kept


@pytest.mark.parametrize("name", ["q", "ort", "land", "kreis", "feld", "stand", "seite", "ansicht"])
@pytest.mark.parametrize("value", ["%00", "1%00", "%FF", "%C2%B2", "9" * 5000, "-1", "'%20OR%201=1--"])
def test_nonsense_in_a_parameter_finds_nothing_or_everything(visitor: Client, name: str, value: str) -> None:
    rows.once(build.alliance, "perle", name="Da")
    assert _names(visitor, f"{name}={value}") in (["Da"], [])
    assert "<h1>" in _text(visitor, f"{name}={value}")


def test_script_in_the_search_box_stays_text(visitor: Client) -> None:
    page = _text(visitor, "q=<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_nothing_found_says_what_to_try(visitor: Client) -> None:
    assert "suchen Sie mit der Postleitzahl" in _text(visitor, "q=xyzxyz")


def test_table_opens_in_a_spreadsheet_and_runs_no_formula(visitor: Client) -> None:
    build.alliance("perle", name="=HYPERLINK(1)")
    text = visitor.get("/buendnisse/?format=csv").content.decode("utf-8-sig")
    row = next(csv.DictReader(StringIO(text), delimiter=";"))
    assert (row["name"], row["land"], row["gepflegt"]) == ("'=HYPERLINK(1)", "Brandenburg", "ja")


def test_points_are_valid_geojson(visitor: Client) -> None:
    build.alliance("perle", name='Bündnis "Groß"', fields_of_action=["childcare", "health_care"])
    feature = json.loads(visitor.get("/buendnisse/?format=geojson").content)["features"][0]
    assert feature["geometry"] == {"type": "Point", "coordinates": [11.86, 53.07]}
    assert feature["properties"]["name"] == 'Bündnis "Groß"'
    assert feature["properties"]["fields"] == ["childcare", "health_care"]


def test_map_has_a_dot_for_each_alliance(visitor: Client) -> None:
    build.alliance("perle", name="In Perleberg")
    build.alliance("gera", place=build.GERA, name="In Gera")
    assert _text(visitor, "ansicht=karte").count("country-map__dot") == 2


@pytest.mark.parametrize("address", ["/land/brandenburg/", "/kreis/prignitz/"])
def test_region_lists_its_alliances(visitor: Client, address: str) -> None:
    build.alliance("perle", name="In Perleberg")
    build.alliance("gera", place=build.GERA, name="In Gera")
    page = visitor.get(address).content.decode()
    assert ("In Perleberg" in page, "In Gera" in page) == (True, False)


def test_kreis_without_alliance_shows_the_nearest(visitor: Client) -> None:
    build.alliance("gera", place=build.GERA, name="In Gera")
    assert "247 km · Gera" in visitor.get("/kreis/prignitz/").content.decode()


def test_chosen_place_stays_while_filtering(visitor: Client) -> None:
    build.alliance("perle", fields_of_action=["childcare"])
    page = _text(visitor, f"ort={build.PERLEBERG}&feld=childcare")
    assert f'<input type="hidden" name="ort" value="{build.PERLEBERG}">' in page
    assert f'<a href="/buendnisse/?ort={build.PERLEBERG}">Kinderbetreuung' in page


def test_search_within_a_land_keeps_both(visitor: Client) -> None:
    build.alliance("perle", name="Ferien hier")
    build.alliance("gera", place=build.GERA, name="Ferien dort")
    assert _names(visitor, "q=ferien&land=16") == ["Ferien dort"]
