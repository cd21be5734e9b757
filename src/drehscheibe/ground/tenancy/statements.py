"""SQL as text: which statements name owned tables, and which of those may run.

A guarded compiler hands out its SQL as `HeldSQL`, which remembers the scope it was made for. An execute
wrapper of both database engines stops every other statement that names an owned table: raw SQL, a
statement kept for later, a string built around one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.apps import apps

from .scope import Scope, ScopeError, current

if TYPE_CHECKING:
    from .models import AllianceOwned

_trusted: ContextVar[bool] = ContextVar("trusted_sql", default=False)
_migrating: ContextVar[bool] = ContextVar("migrating", default=False)

# Django asks SQLite for a table's columns and keys this way; the answers hold no rows of ours.
_HARMLESS = re.compile(r"^\s*PRAGMA (?:table_x?info|foreign_key_(?:list|check)|index_(?:list|info))\b", re.I)
_ROW_LOCK = re.compile(r" FOR (?:NO KEY )?UPDATE(?: OF [\w\", ]+)?(?: NOWAIT| SKIP LOCKED)?$")


class HeldSQL(str):
    """A statement that a compiler has held to `scope`; runs in that scope only."""

    __slots__ = ("scope",)

    scope: Scope | None

    def __new__(cls, text: str, scope: Scope | None) -> "HeldSQL":
        held = super().__new__(cls, text)
        held.scope = scope
        return held


@contextmanager
def trusted_sql() -> Iterator[None]:
    """Mark SQL that a schema editor or a flush has built."""
    token = _trusted.set(True)
    try:
        yield
    finally:
        _trusted.reset(token)


@contextmanager
def migrating() -> Iterator[None]:
    """Let a migration see all rows, for as long as its schema editor is open."""
    token = _migrating.set(True)
    try:
        yield
    finally:
        _migrating.reset(token)


def is_migrating() -> bool:
    return _migrating.get()


@lru_cache(maxsize=1)
def owned_tables() -> dict[str, type["AllianceOwned"]]:
    """Return table name in lower case → model for all models whose rows belong to an alliance."""
    from .models import AllianceOwned

    models = apps.get_models(include_auto_created=True)
    return {m._meta.db_table.lower(): m for m in models if issubclass(m, AllianceOwned) and not m._meta.proxy}


@lru_cache(maxsize=1)
def _name() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, owned_tables()), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.I) if names else re.compile(r"(?!)")


@lru_cache(maxsize=1)
def _table() -> re.Pattern[str]:
    """Match an owned table where it is read or written, not where it only stands before a column."""
    return re.compile(_name().pattern + r"(?![\"`\]]?\s*\.)", re.I)


@lru_cache(maxsize=4000)
def _names_owned(sql: str) -> bool:
    return _name().search(sql) is not None and not _HARMLESS.match(sql)


@lru_cache(maxsize=4000)
def _named(sql: str) -> tuple[tuple[str, int], ...]:
    """Return the owned tables that are read or written, with how often they are named; most statements come again."""
    return tuple(Counter(match.lower() for match in _table().findall(sql)).items())


def check_text(sql: str, *, parts: list[str], tables: Mapping[str, int]) -> None:
    """Refuse a compiled statement that reads more owned tables than its compiler has checked.

    `parts` are its subqueries, checked already. What is left must name an owned table as often as
    `tables` says; one more stands in a template of a Func or in an expression with SQL of its own.
    """
    if not _names_owned(sql):
        return
    rest = _ROW_LOCK.sub("", sql)
    for part in sorted(parts, key=len, reverse=True):
        rest = rest.replace(part, "")
    if any(count > tables.get(table, 0) for table, count in _named(rest)):
        raise ScopeError("The statement reads owned rows in hand-written SQL.")


def refuse_raw(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Execute wrapper: stop statements on owned tables that no guarded compiler made for this scope."""
    if not _trusted.get() and _names_owned(str(sql)):
        if not isinstance(sql, HeldSQL):
            raise ScopeError("Raw SQL on owned tables is refused; use the ORM inside a scope.")
        if sql.scope != current():
            raise ScopeError("This statement was made in another scope.")
    return execute(sql, params, many, context)
