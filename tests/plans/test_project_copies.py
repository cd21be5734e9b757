"""A project once more: as a template, and as the edition of another year."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.plans.actions import photos
from drehscheibe.work.plans.models import Contribution, IndicatorReading, Part, Project, ProjectPhoto
from tests.conftest import Cast
from tests.meetings import making
from tests.plans import projecting as made
from tests.rooms import client_of, furnish, text_of

LIST = "/arbeit/perle/projekte/"


@pytest.fixture
def coordinator(cast: Cast) -> Client:
    furnish(cast.perle)
    return client_of(cast.coordinator)


@pytest.fixture
def festival(cast: Cast) -> Project:
    """A project of 2026 with something of everything."""
    with scope.alliance(cast.perle.pk):
        project = made.project(
            "Familientag 2026", motto="Du bist, wie du isst", text="Ein Tag für alle.", results="201 Kinder",
            lessons="Früher werben.", starts_on=date(2026, 5, 15), ends_on=date(2026, 5, 16), year=2026,
            owner=making.partner("Kita Sonnenschein"),
        )  # fmt: skip
        made.contribution(project, name="Musikschule", kind="programme", is_settled=True)
        made.part(project, "Kinderchor", kind="culture", on=date(2026, 5, 16))
        made.milestone(project, "Platz genehmigt", due_on=date(2026, 2, 1), done_on=date(2026, 1, 20))
        made.indicator(project, before=Decimal(12), now=Decimal(31), target=Decimal(40))
        made.photo(project, people_agreed=True, is_public=True)
    return project


def test_template_takes_the_work_along_and_moves_its_days(cast: Cast, coordinator: Client, festival: Project) -> None:
    posted = {
        "title": "Herbstfest",
        "starts_on": "2026-09-25",
        "takes": ["contributions", "parts", "milestones", "indicators"],
    }
    assert "Als Vorlage nutzen" in text_of(coordinator.get(f"{LIST}{festival.pk}/vorlage/"))
    coordinator.post(f"{LIST}{festival.pk}/vorlage/", posted)
    with scope.alliance(cast.perle.pk):
        new = Project.objects.get(title="Herbstfest")
        step, figure = new.milestones.get(), new.indicators.get()
        assert (new.state, new.text, new.results, new.lessons) == ("planned", "Ein Tag für alle.", "", "")
        assert (new.starts_on, new.ends_on, new.copied_from_id) == (date(2026, 9, 25), date(2026, 9, 26), festival.pk)
        assert (new.edition_of_id, new.year, new.motto) == (None, None, "")
        assert (step.due_on, step.done_on, new.parts.get().on) == (date(2026, 6, 14), None, date(2026, 9, 26))
        assert (figure.unit, figure.before, figure.now, figure.target) == ("Plätze", None, None, Decimal(40))
        assert (new.contributions.get().is_settled, new.photos.count()) == (False, 0)
        assert (IndicatorReading.objects.filter(indicator=figure).count(), festival.milestones.count()) == (0, 1)


def test_photos_results_and_lessons_come_only_if_somebody_asks(
    cast: Cast, coordinator: Client, festival: Project
) -> None:
    coordinator.post(f"{LIST}{festival.pk}/vorlage/", {"title": "Noch eins", "takes": ["photos", "results", "lessons"]})
    with scope.alliance(cast.perle.pk):
        new = Project.objects.get(title="Noch eins")
        assert (new.results, new.lessons, new.starts_on) == ("201 Kinder", "Früher werben.", None)
        assert (new.photos.get().is_public, StoredFile.objects.get().is_public) == (False, True)
        assert (Contribution.objects.count(), Part.objects.count()) == (1, 1)
        photos.remove_photo(festival.photos.get(), by=made.BY)
        assert StoredFile.objects.get().is_public is False  # the copy still shows it, only to the alliance
        photos.remove_photo(new.photos.get(), by=made.BY)
        assert (StoredFile.objects.count(), ProjectPhoto.objects.count()) == (0, 0)


def test_editions_of_a_series_stand_together_with_their_mottos(
    cast: Cast, coordinator: Client, festival: Project
) -> None:
    address = f"{LIST}{festival.pk}/ausgabe/neu/"
    form = coordinator.get(address).content.decode()
    assert 'value="Familientag 2027"' in form
    assert 'value="2027-05-15"' in form
    assert "Zuletzt: „Du bist, wie du isst“" in text_of(coordinator.get(address))
    posted = {"title": "Familientag 2027", "year": "2027", "motto": "Mehr Zeit", "starts_on": "2027-05-15"}
    coordinator.post(address, posted)
    with scope.alliance(cast.perle.pk):
        new = Project.objects.get(year=2027)
    assert "Die Ausgabe 2027 gibt es schon." in text_of(coordinator.post(address, posted))
    assert "Bitte geben Sie ein Jahr zwischen 1990 und 2100 an." in text_of(
        coordinator.post(address, {**posted, "year": "27"})
    )
    coordinator.post(f"{LIST}{new.pk}/ausgabe/neu/", {**posted, "title": "Familientag 2028", "year": "2028"})
    with scope.alliance(cast.perle.pk):
        assert set(Project.objects.exclude(pk=festival.pk).values_list("edition_of", flat=True)) == {festival.pk}
    shown = text_of(coordinator.get(f"{LIST}{new.pk}/"))
    assert (
        shown.index("Familientag 2028 2028")
        < shown.index("2027 · geplant · „Mehr Zeit“")
        < shown.index("2026 · läuft · „Du bist, wie du isst“")
    )


def test_template_is_offered_where_somebody_begins(cast: Cast, coordinator: Client, festival: Project) -> None:
    assert "Mit einer Vorlage beginnen" not in text_of(coordinator.get(f"{LIST}neu/"))
    with scope.alliance(cast.perle.pk):
        Project.objects.update(is_template=True)
    assert "Mit einer Vorlage beginnen Familientag 2026" in text_of(coordinator.get(f"{LIST}neu/"))
