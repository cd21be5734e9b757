"""The log in sentences."""

import re
from pathlib import Path

import pytest
from django.test import Client

import drehscheibe
from drehscheibe.ground.alliances import actions
from drehscheibe.ground.alliances.models import ContactPoint, Goal, ProfileRow
from drehscheibe.ground.alliances.vocabulary import Status
from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.audit.vocabulary import GROUPS, sentence
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from tests.conftest import Cast
from tests.rooms import text_of

from .conftest import ROOM

LOG = f"{ROOM}verlauf/"
SOURCE = Path(drehscheibe.__file__).parent


def recorded_verbs() -> set[str]:
    """Return every verb that some action records, read from the source."""
    text = "\n".join(file.read_text("utf-8") for file in SOURCE.rglob("*.py"))
    plain = set(re.findall(r'audit\.record\(\s*\w+, "([\w.]+)"', text))
    rows = {
        f"{model._meta.model_name}.{deed}"
        for model in ProfileRow.__subclasses__()
        for deed in ("added", "changed", "removed", "moved")
    }
    states = {f"profile.{status}" for status in Status.values if status}
    return plain | rows | states | {"inquiry.answered", "inquiry.closed"}


def test_every_recorded_verb_has_a_sentence_and_a_group() -> None:
    starts = {noun for _label, nouns in GROUPS.values() for noun in nouns}
    for verb in recorded_verbs():
        assert sentence(verb, who="Mia", whom="Kai").startswith("Mia hat "), verb
        assert verb.split(".")[0] in starts, verb


def test_reading_the_source_finds_verbs() -> None:
    assert {"profile.published", "member.invited", "project.added", "goal.moved"} <= recorded_verbs()


def test_entries_are_told_with_names_and_fields(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        point = actions.add_row(ContactPoint, {"role": "Koordination"}, by=cast.deputy)
        actions.change_row(point, {"role": "Büro", "phone": "1"}, version=1, by=cast.deputy)
    page = text_of(coordinator.get(LOG))
    assert "Vertretung hat eine Kontaktstelle geändert. Telefon, Rolle" in page
    assert "Büro" not in page


def test_same_lines_of_a_minute_are_told_once(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        for number in range(25):
            actions.add_row(Goal, {"text": str(number)}, by=Machine("import"))
    page = text_of(coordinator.get(LOG))
    counted = sum(int(times) for times in re.findall(r"Der Betrieb hat ein Ziel ergänzt\. \((\d+)-mal\)", page))
    assert counted in {24, 25}  # the minute may change in between


@pytest.mark.parametrize(("asked", "seen"), [({"was": "anfragen"}, "0 Einträge"), ({"was": "profil"}, "Ein Eintrag")])
def test_log_can_be_filtered_by_thing(coordinator: Client, cast: Cast, asked: dict[str, str], seen: str) -> None:
    with scope.alliance(cast.perle.pk):
        actions.add_row(Goal, {"text": "Zeit"}, by=cast.deputy)
    assert seen in text_of(coordinator.get(LOG, asked))


def test_log_can_be_filtered_by_person(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        for by in (cast.deputy, cast.deputy, cast.coordinator):
            actions.add_row(Goal, {"text": "Zeit"}, by=by)
    assert "2 Einträge" in text_of(coordinator.get(LOG, {"wer": cast.deputy.pk}))


def test_export_holds_every_entry_and_no_formula(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        cast.deputy.name = "=HYPERLINK(1)"
        cast.deputy.save()
        for _number in range(60):
            actions.add_row(Goal, {"text": "Zeit"}, by=cast.deputy)
    lines = coordinator.get(LOG, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Wann;Was;Felder"
    assert len(lines) == 61
    assert lines[1].split(";")[1] == "'=HYPERLINK(1) hat ein Ziel ergänzt."


def test_log_of_another_alliance_is_not_told(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.grimm.pk):
        audit.record(cast.other_coordinator, "profile.published", cast.other_coordinator)
    assert "0 Einträge" in text_of(coordinator.get(LOG))


def test_verb_of_an_older_version_does_not_break_the_page(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        audit.record(cast.deputy, "thing.done_long_ago", cast.deputy)
    assert "Vertretung: thing.done_long_ago" in text_of(coordinator.get(LOG))
