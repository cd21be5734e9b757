"""Statements that nearly every request of a kind makes: put together once for each alliance, run with other values each time.

Putting one together costs Django ten times what the database needs to answer it. The guard sees each of them, as
any other: what it handed out belongs to its scope, and the database engines run it in no other.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Expression, Field, QuerySet

from .scope import Scope, ScopeError, required
from .statements import HeldSQL, is_migrating

_MOST = 1024  # statements, of a few kilobytes each


class Slot(Expression):
    """Stands in a query for a value that is told when the statement runs."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]  # as Value does
        return "%s", [self]


class _Statement(NamedTuple):
    sql: HeldSQL
    params: tuple[Any, ...]
    converters: Mapping[int, tuple[list[Callable[..., Any]], Any]]


def rows(make: Callable[[], "QuerySet[Any, Any]"], **values: Any) -> list[tuple[Any, ...]]:
    """Return the rows of the queryset that `make` returns, its slots filled with `values`.

    `make` is a function of a module, which is asked once for each scope: what changes between two calls, such as the
    time, belongs into a slot. Its queryset names its columns with `values_list`.
    Raises KeyError for a slot without value, ScopeError where there is no scope.
    """
    statement = _statement(make, required())
    params = [_filled(one, values) if isinstance(one, Slot) else one for one in statement.params]
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return [_converted(row, statement) for row in found] if statement.converters else found


@lru_cache(maxsize=_MOST)
def _statement(make: Callable[[], "QuerySet[Any, Any]"], _scope: Scope) -> _Statement:
    if is_migrating():  # what a migration may see must not be kept for others
        raise ScopeError("A migration keeps no statements.")
    compiler = make().query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    columns = [column for column, *_others in compiler.select]
    return _Statement(sql, tuple(params), compiler.get_converters(columns))


def _filled(slot: Slot, values: Mapping[str, Any]) -> Any:
    return slot.output_field.get_db_prep_value(values[slot.name], connection)


def _converted(row: tuple[Any, ...], statement: _Statement) -> tuple[Any, ...]:
    read = list(row)
    for at, (converters, column) in statement.converters.items():
        for convert in converters:
            read[at] = convert(read[at], column, connection)
    return tuple(read)
