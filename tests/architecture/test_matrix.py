"""The matrix of view, role and alliance: nothing to find; and with one belt cut it finds the leak."""

from datetime import date
from typing import Any

import pytest

from drehscheibe.ground.tenancy import doors, guard
from drehscheibe.ground.tenancy.models import Member, Operator
from tests.conftest import Cast
from tests.tenancy.toy.models import Note, Topic

from .examples import EXAMPLES, NOT_HERE, Example, furnish
from .matrix import SHARES, missing_examples, violations
from .routes import all_routes


def test_every_route_that_takes_an_object_has_an_example() -> None:
    assert missing_examples() == []


def test_every_example_has_a_route() -> None:
    names = {route.name for route in all_routes()}
    assert sorted(set(EXAMPLES) - names) == []


@pytest.fixture
def furnished(cast: Cast) -> Cast:
    """Both tended alliances have a published profile."""
    furnish(cast.perle)
    furnish(cast.grimm)
    return cast


@pytest.mark.once  # on PostgreSQL every page is opened by the walk below a path, in tests/operations
@pytest.mark.slow  # begun early, so that both processes of a run end together
@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_keeps_what_its_door_promises(furnished: Cast, share: int) -> None:
    assert violations(furnished, share=share) == []


# Planted leaks


def _note() -> dict[str, Any]:
    topic = Topic.objects.create(name="Kinder")
    return {"note_id": Note.objects.create(topic=topic, text="geheim", made_on=date(2025, 1, 31)).pk}


@pytest.fixture
def planted(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site with three more routes: a note in the rooms, a public page that asks for one, a page of the operator."""
    settings.ROOT_URLCONF = "tests.architecture.planted"
    monkeypatch.setitem(EXAMPLES, "planted_note", Example(_note))
    monkeypatch.setitem(EXAMPLES, "planted_secret", Example(_note, ok=NOT_HERE))


def _leaks(cast: Cast) -> list[str]:
    return violations(cast, prefix="planted_")


def test_matrix_is_green_with_all_belts(cast: Cast, planted: None) -> None:
    assert _leaks(cast) == []


def test_matrix_turns_red_without_the_row_filter(cast: Cast, planted: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "scoped", lambda query: query)
    assert {
        "planted_note: get by coordinator gives 200, not 404",
        "planted_secret: get by anonymous gives 200, not 404",
    } <= set(_leaks(cast))


def test_matrix_turns_red_without_the_membership_check(
    cast: Cast, planted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "Member", _AnyMember)
    assert "planted_note: get by outsider gives 200, not 404" in _leaks(cast)


def test_matrix_turns_red_without_the_check_for_the_operator(
    cast: Cast, planted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "Operator", _AnyOperator)
    assert "planted_machine_room: get by office gives 200, not 404" in _leaks(cast)


class _AnyMember:
    """Stands in for Member in the workspace door: whoever asks is taken for the coordinator."""

    @classmethod
    def filter(cls, **conditions: object) -> Any:
        return Member.objects.filter(name="Koordination")


_AnyMember.objects = _AnyMember  # type: ignore[attr-defined]  # looks like a manager


class _AnyOperator:
    """Stands in for Operator in the operator's door: whoever asks is taken for her."""

    @classmethod
    def filter(cls, **conditions: object) -> Any:
        return Operator.objects.all()


_AnyOperator.objects = _AnyOperator  # type: ignore[attr-defined]  # looks like a manager


def test_matrix_turns_red_without_the_check_of_rights(
    cast: Cast, planted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Member, "may", lambda member, needs: True)
    assert "planted_note: get by reader gives 200, not 403" in _leaks(cast)
