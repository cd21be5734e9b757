"""Statements that are kept: other values each time, and never another alliance's rows."""

from typing import Any

import pytest
from django.db.models import CharField, QuerySet

from drehscheibe.ground.tenancy import kept, scope
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.ground.tenancy.scope import ScopeError
from drehscheibe.ground.tenancy.statements import migrating
from tests.conftest import Cast


def _everybody() -> "QuerySet[Member, tuple[str]]":
    return Member.objects.values_list("name")


def _named() -> "QuerySet[Member, tuple[Any, ...]]":
    rows = Member.objects.filter(name=kept.Slot("name", CharField()))
    return rows.values_list("name", "joined_at", "is_active", "roles", "alliance__is_live")


def test_kept_statement_shows_rows_of_the_alliance_in_scope(cast: Cast) -> None:
    found = []
    for alliance in (cast.grimm, cast.perle, cast.grimm):
        with scope.alliance(alliance.pk):
            found.append(sorted(name for (name,) in kept.rows(_everybody)))
    assert found == [["Andere"], ["Gruppe", "Kasse", "Koordination", "Lesend", "Vertretung"], ["Andere"]]


def test_kept_statement_takes_other_values_each_time_and_reads_as_django_does(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        found = [kept.rows(_named, name=name) for name in ("Kasse", "Gruppe", "Andere", "' OR 1=1 --")]
    wanted = [(m.name, m.joined_at, True, m.roles, True) for m in (cast.treasurer, cast.group_lead)]
    assert found == [[wanted[0]], [wanted[1]], [], []]


def test_kept_statement_runs_neither_without_scope_nor_for_what_is_not_published(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        kept.rows(_everybody)
    with pytest.raises(ScopeError):
        kept.rows(_everybody)
    with scope.published(), pytest.raises(ScopeError):
        kept.rows(_everybody)


def test_migration_keeps_no_statement(cast: Cast) -> None:
    kept._statement.cache_clear()
    with scope.alliance(cast.perle.pk), migrating(), pytest.raises(ScopeError):
        kept.rows(_everybody)


def test_slot_without_value_is_refused(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk), pytest.raises(KeyError, match="name"):
        kept.rows(_named)
