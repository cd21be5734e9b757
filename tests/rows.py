"""Rows that many tests begin with: built once per process of the run, written again for each test.

Publishing an alliance takes dozens of statements, each with its checks. The first test that asks for it builds it as
people would; what has changed in the database is noted, and the next test gets it in one statement per table.
"""

import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection
from django.db.models import Model

from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.statements import trusted_sql

T = TypeVar("T")
Rows = dict[Any, tuple[Any, ...]]  # by key

_CLOCK = time.time() - time.monotonic()


@dataclass(frozen=True)
class _Change:
    """What a build did to the rows of one model."""

    model: type[Model]
    gone: list[tuple[Any]]
    new: list[tuple[Any, ...]]


@dataclass(frozen=True)
class _Note:
    changes: list[_Change]
    result: bytes


_noted: dict[tuple[str, ...], _Note] = {}
_before: list[str] = []  # what this test has asked for so far


def forget_the_last_test() -> None:
    _before.clear()


def once(build: Callable[..., T], *args: Any, **values: Any) -> T:
    """Run `build`, or write the rows again that it left when it ran; return what it returned, a copy for each test.

    For fixtures that begin with an empty database, or with what other calls of this have left. `build` may depend on
    its arguments only, and they must say in `repr` what they are. Files are not made again.
    """
    _before.append(f"{build.__module__}.{build.__qualname__} {args!r} {values!r}")
    key = tuple(_before)
    if key not in _noted:
        if abs(time.time() - time.monotonic() - _CLOCK) > 1:  # somebody travels in time
            return build(*args, **values)
        _noted[key] = _noting(lambda: build(*args, **values))
    else:
        _write(_noted[key].changes)
    result: T = pickle.loads(_noted[key].result)  # noqa: S301  our own
    return result


def once_for_a_file(build: Callable[[], T]) -> T:
    """The same for a fixture of a whole file, which begins with an empty database too."""
    forget_the_last_test()
    return once(build)


def _noting(build: Callable[[], object]) -> _Note:
    before = _all_rows()
    result = pickle.dumps(build())
    changes = [_change(model, before[model], after) for model, after in _all_rows().items()]
    return _Note([change for change in changes if change.gone or change.new], result)


def _change(model: type[Model], before: Rows, after: Rows) -> _Change:
    gone = [(key,) for key, row in before.items() if after.get(key) != row]
    return _Change(model, gone, [row for key, row in after.items() if before.get(key) != row])


def _all_rows() -> dict[type[Model], Rows]:
    with scope._crossing():
        return {model: _rows(model) for model in apps.get_models(include_auto_created=True) if model._meta.managed}


def _rows(model: type[Model]) -> Rows:
    fields = model._meta.concrete_fields
    return {
        row.pk: tuple(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields)
        for row in model._base_manager.all()
    }


def _write(changes: list[_Change]) -> None:
    with connection.cursor() as cursor, trusted_sql():
        for change in changes:
            meta, quote = change.model._meta, connection.ops.quote_name
            if change.gone:
                key = quote(meta.pk.column)
                cursor.executemany(f"DELETE FROM {quote(meta.db_table)} WHERE {key} = %s", change.gone)
            if change.new:
                names = ", ".join(quote(field.column) for field in meta.concrete_fields)
                marks = ", ".join(["%s"] * len(meta.concrete_fields))
                cursor.executemany(f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({marks})", change.new)
