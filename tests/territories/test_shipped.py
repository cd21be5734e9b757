"""The territories that come with the program."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from drehscheibe.ground.territories import imports
from drehscheibe.ground.territories.models import Postcode, Territory

pytestmark = pytest.mark.usefixtures("shipped")


def test_shipped_rows_by_kind() -> None:
    counted = Counter(Territory.objects.values_list("kind", flat=True))
    assert counted == {
        "land": 16,
        "kreis": 34,
        "kreisfreie_stadt": 10,
        "gemeinde": 51,
        "stadtteil": 2,
        "gemeindeverband": 1,
    }


def test_perleberg_has_every_fact_of_its_source() -> None:
    row = Territory.objects.select_related("parent").get(ags="12070296")
    assert (row.name, row.official_name, row.population) == ("Perleberg", "Perleberg, Stadt", 12108)
    assert (row.land, row.kreis, row.parent and row.parent.name) == ("12", "12070", "Landkreis Prignitz")
    assert (row.latitude, row.longitude, row.as_of) == (53.076, 11.8643, date(2023, 11, 30))
    assert (row.source, row.point_source) == ("gv100ad_2023", "auszuggv_2020")
    assert row.source_line == "© Statistisches Bundesamt (Destatis), Gemeindeverzeichnis GV-ISys, 2023"


def test_what_has_no_source_stays_empty() -> None:
    pankow = Territory.objects.get(ags="11000000/03")
    assert (pankow.valid_from, pankow.valid_until, pankow.successor) == (None, None, None)
    assert not Postcode.objects.filter(territory=pankow).exists()


def test_addresses_of_kreise_are_plain() -> None:
    slugs = set(Territory.objects.filter(land="12", kind="kreis").values_list("slug", flat=True))
    assert {"prignitz", "maerkisch-oderland", "spree-neisse"} <= slugs
    assert not Territory.objects.exclude(kind__in=["land", "kreis", "kreisfreie_stadt"]).exclude(slug="").exists()


def test_loading_again_changes_nothing() -> None:
    before = list(Territory.objects.values())
    out = StringIO()
    call_command("load_territories", stdout=out)
    assert out.getvalue() == "Gebiete: 0 neu oder geändert.\n"
    assert list(Territory.objects.values()) == before


def test_loading_again_keeps_what_a_newer_directory_brought() -> None:
    Territory.objects.filter(ags="12070296").update(
        population=13000, as_of=date(2025, 12, 31), source="gv100ad_2025-12-31"
    )
    imports.load_shipped()
    assert Territory.objects.get(ags="12070296").population == 13000


def test_loading_again_does_not_bring_back_what_has_ended() -> None:
    Territory.objects.filter(ags="12070296").update(valid_until=date(2025, 1, 1))
    imports.load_shipped()
    assert Territory.objects.get(ags="12070296").valid_until == date(2025, 1, 1)
