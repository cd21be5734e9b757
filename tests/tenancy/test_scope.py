"""The three states of the scope."""

import threading

import pytest

from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.ground.tenancy.scope import ScopeError
from tests.conftest import Cast


def test_owned_rows_without_scope_raise(cast: Cast) -> None:
    with pytest.raises(ScopeError):
        Member.objects.count()


def test_scope_shows_rows_of_its_alliance_only(cast: Cast) -> None:
    with scope.alliance(cast.grimm.pk):
        names = list(Member.objects.values_list("name", flat=True))
    assert names == ["Andere"]


def test_scope_does_not_change_alliance_on_the_way(cast: Cast) -> None:
    with scope.alliance(cast.grimm.pk), pytest.raises(ScopeError), scope.alliance(cast.perle.pk):
        pass


def test_new_thread_starts_without_scope(cast: Cast) -> None:
    seen: list[object] = []
    with scope.alliance(cast.grimm.pk):
        thread = threading.Thread(target=lambda: seen.append(scope.current()))
        thread.start()
        thread.join()
    assert seen == [None]
