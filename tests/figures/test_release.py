"""Figures reach the offices by consent only, exactly those that were shown, and go back at once."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.tenancy import scope
from drehscheibe.network.figures.actions import release as actions
from drehscheibe.network.figures.models import ReleasedFigures
from tests.conftest import Cast
from tests.rooms import client_of, furnish, text_of

from . import making

YEAR = 2025


def test_offices_see_released_figures_and_nothing_after_withdrawal(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for alliance in (cast.perle, cast.grimm):
        furnish(alliance, published=True)
        with scope.alliance(alliance.pk):
            body = making.full_year(YEAR)
    cast.office.land = ""
    cast.office.kind = "national"
    cast.office.save()
    office, room = client_of(cast.office), client_of(cast.coordinator)
    assert "Noch keine Zahlen" in text_of(office.get("/amt/zahlen/"))
    shown = text_of(room.get(f"/arbeit/perle/jahresbericht/{YEAR}/zahlen/"))
    assert ("Teilnahmen an Treffen 9 3" in shown, "Stadt Musterstadt" in shown) == (True, False)
    room.post(f"/arbeit/perle/jahresbericht/{YEAR}/zahlen/", {"tun": "freigeben"})
    client_of(cast.other_coordinator).post(f"/arbeit/grimm/jahresbericht/{YEAR}/zahlen/", {"tun": "freigeben"})
    with scope.alliance(cast.grimm.pk):
        making.held(body, date(YEAR, 11, 11), [])
    page = text_of(office.get("/amt/zahlen/"))
    assert "Zusammen 10 4 18 6 2" in page
    assert "Bündnis Grimm;5;2;9;3;1" in office.get(f"/amt/zahlen/?jahr={YEAR}&format=csv").content.decode()
    assert "Seither haben sich Zahlen geändert" in text_of(
        client_of(cast.other_coordinator).get(f"/arbeit/grimm/jahresbericht/{YEAR}/zahlen/")
    )
    room.post(f"/arbeit/perle/jahresbericht/{YEAR}/zahlen/", {"tun": "zuruecknehmen"})
    assert "Bündnis Perle" not in text_of(office.get("/amt/zahlen/"))
    with scope.alliance(cast.perle.pk):
        row = ReleasedFigures.objects.get()
        verbs = list(Entry.objects.filter(verb__startswith="figures.").order_by("pk").values_list("verb", flat=True))
    assert (row.figures, verbs) == ({}, ["figures.released", "figures.withdrawn"])


def test_state_office_sees_its_own_land_only(cast: Cast) -> None:
    furnish(cast.perle, published=True)
    with scope.alliance(cast.perle.pk):
        making.full_year(YEAR)
        actions.release_figures(YEAR, by=cast.coordinator)
    assert "Bündnis Perle" not in text_of(client_of(cast.office).get("/amt/zahlen/"))


def test_releasing_again_replaces_and_needs_figures_and_the_right(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        with pytest.raises(ValidationError, match="keine Zahlen"):
            actions.release_figures(YEAR, by=cast.coordinator)
        making.full_year(YEAR)
        for _time in range(2):
            actions.release_figures(YEAR, by=cast.coordinator)
        assert ReleasedFigures.objects.filter(withdrawn_at=None).count() == 1
        with pytest.raises(ValidationError, match="begonnen"):
            actions.release_figures(2099, by=cast.coordinator)
        with pytest.raises(PermissionDenied):
            actions.release_figures(YEAR, by=cast.reader)
        assert actions.withdraw_figures(YEAR, by=cast.coordinator)
        assert not actions.withdraw_figures(YEAR, by=cast.coordinator)
