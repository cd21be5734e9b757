"""Programmes that pay for projects, and partners' own projects under them: the year of Grimmen's programme."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.plans.models import Programme, Project
from tests.conftest import Cast
from tests.meetings import making
from tests.plans import projecting as made
from tests.rooms import client_of, furnish, text_of

ROOM = "/arbeit/perle/projekte/programme/"
VALUES = {
    "name": "Vielfalt zeigen", "level": "federal", "funder": "Bundesministerium", "starts_on": "2026-01-01",
    "ends_on": "2028-12-31", "audience": "public", "version": "1",
}  # fmt: skip


@pytest.fixture
def coordinator(cast: Cast) -> Client:
    furnish(cast.perle, published=True)
    return client_of(cast.coordinator)


def test_partners_hang_their_own_projects_on_a_programme(cast: Cast, coordinator: Client, client: Client) -> None:
    coordinator.post(f"{ROOM}neu/", VALUES)
    with scope.alliance(cast.perle.pk):
        programme = Programme.objects.get()
        kita, club = making.partner("Kita Sonnenschein"), making.partner("Turnverein")
        own = {"programme": programme, "is_partners_own": True}
        first = made.project("Kochen ohne Worte", owner=kita, **own)
        second = made.project("Bolzplatz für alle", owner=club, **own)
        made.project("Geheimes", programme=programme, audience="alliance")
        made.indicator(first, "Gäste", "Menschen", before=Decimal(0), now=Decimal(40), target=Decimal(60))
        made.indicator(second, "Spieler", "Menschen", before=Decimal(8), now=Decimal(25), target=Decimal(30))
        made.indicator(second, "Zufrieden", "%", now=Decimal(90))
    shown = text_of(coordinator.get(f"{ROOM}{programme.pk}/"))
    assert "Daran hängen 3 Projekte. 2 Partner bringen eigene ein." in shown
    assert "Von 8 auf 65 Menschen, Ziel 90. aus 2 Kennzahlen" in shown
    assert "Kochen ohne Worte eigenes Projekt läuft · Kita Sonnenschein" in shown
    assert "Wer fördert? Bund, Bundesministerium Zeitraum 1. Januar 2026 bis 31. Dezember 2028" in shown
    assert "Vielfalt zeigen Bund · Bundesministerium" in text_of(coordinator.get(ROOM))
    public = text_of(client.get("/buendnisse/perle/projekte/"))
    assert "Bund, Bundesministerium, 1. Januar 2026 bis 31. Dezember 2028 Vielfalt zeigen" in public
    assert "2 Partner bringen eigene Projekte ein. Zusammen: Von 8 auf 65 Menschen, Ziel 90." in public
    assert "Geheimes" not in public


def test_project_stays_when_its_programme_is_removed(cast: Cast, coordinator: Client) -> None:
    with scope.alliance(cast.perle.pk):
        programme = Programme.objects.create(name="Zu Ende")
        made.project("Bleibt", programme=programme)
    late = coordinator.post(f"{ROOM}{programme.pk}/bearbeiten/", {**VALUES, "ends_on": "2025-01-01"})
    assert "Das Ende liegt vor dem Anfang. Bitte prüfen Sie die beiden Tage." in text_of(late)
    coordinator.post(f"{ROOM}{programme.pk}/entfernen/")
    with scope.alliance(cast.perle.pk):
        assert (Programme.objects.count(), Project.objects.get().programme) == (0, None)


def test_partners_own_project_needs_its_partner(cast: Cast, coordinator: Client) -> None:
    posted = {"title": "Wessen?", "state": "planned", "audience": "public", "is_partners_own": "on", "version": "1"}
    shown = text_of(coordinator.post("/arbeit/perle/projekte/neu/", {**posted, "starts_on": str(date(2026, 1, 1))}))
    assert "Bitte wählen Sie den Partner, dessen eigenes Projekt das ist." in shown
