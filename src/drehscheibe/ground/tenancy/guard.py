"""Holds every SQL statement to the scope, where all of them pass: the compiler.

Django builds each ORM statement through `connection.ops.compiler(…)`. The two database engines under
`db/` hand out the compilers made here, so no manager method, deletion collector, related manager,
aggregate or bulk write can go round the check. Raw SQL never reaches a compiler; `refuse_raw`, an
execute wrapper of the same engines, stops it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.db.models import ForeignKey, Model, Q
from django.db.models.expressions import RawSQL
from django.db.models.sql import Query
from django.db.models.sql.where import ExtraWhere

from .scope import Scope, ScopeError, current, required

if TYPE_CHECKING:
    from .models import AllianceOwned

_trusted: ContextVar[bool] = ContextVar("trusted_sql", default=False)


@contextmanager
def trusted_sql() -> Iterator[None]:
    """Mark SQL that a guarded compiler, a schema editor or a flush has built."""
    token = _trusted.set(True)
    try:
        yield
    finally:
        _trusted.reset(token)


@lru_cache(maxsize=1)
def owned_tables() -> dict[str, type["AllianceOwned"]]:
    """Return table name → model for all models whose rows belong to an alliance."""
    from .models import AllianceOwned

    return {m._meta.db_table: m for m in apps.get_models(include_auto_created=True) if issubclass(m, AllianceOwned)}


@lru_cache(maxsize=1)
def _owned_in_writing() -> re.Pattern[str]:
    names = "|".join(re.escape(table) for table in owned_tables())
    return re.compile(rf"^\s*(?:select|insert|update|delete|with|replace|explain|copy|truncate)\b.*\b(?:{names})\b", re.I | re.S)


@lru_cache(maxsize=2000)
def _touches_owned(sql: str) -> bool:
    return bool(owned_tables()) and _owned_in_writing().search(sql) is not None


def refuse_raw(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Execute wrapper: stop statements on owned tables that no guarded compiler has built."""
    if not _trusted.get() and _touches_owned(str(sql)):
        raise ScopeError("Raw SQL on owned tables is refused; use the ORM inside a scope.")
    return execute(sql, params, many, context)


def scoped(query: Query) -> Query:
    """Return the query narrowed to the scope; raise ScopeError where it may not run at all."""
    owned = owned_tables()
    model = cast("type[Model] | None", getattr(query, "model", None))
    if model is None or model.__module__ == "__fake__":  # raw(): see refuse_raw; historical model of a migration
        return query
    base = owned.get(model._meta.db_table)
    scope = current()
    if scope is not None and scope.kind == "crossing":
        return query
    if _joins_owned(query, base, scope):
        raise ScopeError(f"{model._meta.label} must not be joined with owned rows here.")
    if base is None:
        return query
    return _narrowed(query, base, required())


def _joins_owned(query: Query, base: type | None, scope: Scope | None) -> bool:
    if base is not None and scope is not None and scope.kind == "alliance":
        return False
    used = (
        join.table_name
        for alias, join in query.alias_map.items()
        if query.alias_refcount.get(alias) and alias != query.base_table
    )
    return any(name in owned_tables() for name in (*used, *query.extra_tables))


def _narrowed(query: Query, model: type["AllianceOwned"], scope: Scope) -> Query:
    if query.extra_tables or query.extra:
        raise ScopeError("extra() is refused on owned rows.")
    if query.combinator or getattr(query, "inner_query", None) is not None:
        return query  # its parts come through their own compilers
    narrowed = query.clone()
    narrowed.add_q(_condition(model, scope))
    return narrowed


def _condition(model: type["AllianceOwned"], scope: Scope) -> Q:
    if scope.kind == "alliance":
        return Q(alliance_id=scope.alliance_id)
    if model.published_rows is None:
        raise ScopeError(f"{model._meta.label} has no published rows.")
    return model.published_rows


def check_insert(model: type[Model], objects: Iterable[Any], *, upsert: bool) -> None:
    """Refuse new rows for another alliance, without scope, or with links to foreign rows."""
    if (owned := _writable(model)) is None:
        return
    if upsert:
        raise ScopeError("Upserts are refused on owned rows: they could change a foreign row.")
    rows = list(objects)
    if any(row.alliance_id != required().alliance_id for row in rows):
        raise ScopeError(f"A new row of {owned._meta.label} must belong to the alliance in scope.")
    for field in _owned_links(owned):
        _check_targets(field, {getattr(row, field.attname) for row in rows})


def check_update(model: type[Model], values: Iterable[tuple[Any, Any, Any]]) -> None:
    """Refuse moves to another alliance, links to foreign rows and changes of append-only rows."""
    if (owned := _writable(model)) is None:
        return
    if owned.append_only:
        raise ScopeError(f"{owned._meta.label} is append-only.")
    links = set(_owned_links(owned))
    for field, _model, value in values:
        if field.name == "alliance" and _key(value) != required().alliance_id:
            raise ScopeError("A row never moves to another alliance.")
        if field in links:
            _check_targets(field, {_key(value)})


def check_delete(model: type[Model]) -> None:
    """Refuse deletes in the published scope and of append-only rows."""
    owned = _writable(model)
    if owned is not None and owned.append_only:
        raise ScopeError(f"{owned._meta.label} is append-only.")


def _writable(model: type[Model]) -> type["AllianceOwned"] | None:
    """Return the owned model that a write touches, None for global ones and crossings."""
    if model.__module__ == "__fake__" or (owned := owned_tables().get(model._meta.db_table)) is None:
        return None
    kind = required().kind
    if kind == "published":
        raise ScopeError("The published scope is read-only.")
    return None if kind == "crossing" else owned


@lru_cache(maxsize=None)
def _owned_links(model: type["AllianceOwned"]) -> tuple[Any, ...]:
    owned = set(owned_tables().values())
    return tuple(f for f in model._meta.concrete_fields if isinstance(f, ForeignKey) and f.related_model in owned)


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value


def _check_targets(field: Any, keys: set[Any]) -> None:
    keys.discard(None)
    if any(hasattr(key, "resolve_expression") for key in keys):
        raise ScopeError(f"{field} takes plain values only, so that the link can be checked.")
    target = field.related_model
    if keys and target._base_manager.filter(pk__in=keys).count() != len(keys):
        raise ScopeError(f"{field} must point to a row of the alliance in scope.")


class GuardedCompiler:
    """Mixin for each of Django's SQL compilers."""

    def __init__(self, query: Query, *args: Any, **kwargs: Any) -> None:
        super().__init__(scoped(query), *args, **kwargs)

    def compile(self, node: Any) -> Any:
        scope = current()
        if isinstance(node, RawSQL | ExtraWhere) and (scope is None or scope.kind != "crossing"):
            raise ScopeError("RawSQL and extra() are refused: they could read owned rows unseen.")
        return super().compile(node)  # type: ignore[misc]

    def execute_sql(self, *args: Any, **kwargs: Any) -> Any:
        with trusted_sql():
            return super().execute_sql(*args, **kwargs)  # type: ignore[misc]


class GuardedInsertCompiler(GuardedCompiler):
    """Checks new rows; an INSERT has no WHERE to narrow."""

    def __init__(self, query: Any, *args: Any, **kwargs: Any) -> None:
        check_insert(query.model, query.objs, upsert=bool(query.on_conflict))
        super(GuardedCompiler, self).__init__(query, *args, **kwargs)


class GuardedUpdateCompiler(GuardedCompiler):
    def __init__(self, query: Any, *args: Any, **kwargs: Any) -> None:
        check_update(query.model, query.values)
        super().__init__(query, *args, **kwargs)


class GuardedDeleteCompiler(GuardedCompiler):
    def __init__(self, query: Any, *args: Any, **kwargs: Any) -> None:
        check_delete(query.model)
        super().__init__(query, *args, **kwargs)
