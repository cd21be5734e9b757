"""Holds every SQL statement to the scope, where all of them pass: the compiler.

Django builds each ORM statement through `connection.ops.compiler(…)`. The two database engines under
`db/` hand out the compilers made here, so no manager method, deletion collector, related manager,
aggregate or bulk write can go round the check. What never reaches a compiler stops in `statements.py`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from django.db.models import ForeignKey, Model, Q
from django.db.models.expressions import RawSQL
from django.db.models.sql import AggregateQuery, Query
from django.db.models.sql.where import AND, ExtraWhere, WhereNode

from .scope import Scope, ScopeError, current, required
from .statements import HeldSQL, check_text, is_migrating, owned_tables

if TYPE_CHECKING:
    from .models import AllianceOwned

# The subqueries that the compiler at work has taken in.
_parts: ContextVar[list[str] | None] = ContextVar("sql_parts", default=None)


def _unguarded() -> bool:
    scope = current()
    return (scope is not None and scope.kind == "crossing") or is_migrating()


def _owned(table: str) -> type["AllianceOwned"] | None:
    return owned_tables().get(table.lower())


# Reading


def scoped(query: Query) -> Query:
    """Return the query narrowed to the scope; raise ScopeError where it may not run at all."""
    model = cast("type[Model] | None", getattr(query, "model", None))
    if model is None or _unguarded():  # without model: raw(), see refuse_raw
        return query
    check_joins(query, granted={})
    base = _owned(model._meta.db_table)
    return query if base is None else _narrowed(query, base, required())


def active_owned(query: Query) -> Counter[str]:
    """Return how often the query uses each alias of an owned table, its base table left out."""
    used = {a: query.alias_refcount.get(a, 0) for a in query.alias_map if a != query.base_table}
    return Counter({a: count for a, count in used.items() if count and _owned(query.alias_map[a].table_name)})


def check_joins(query: Query, *, granted: Mapping[str, int]) -> None:
    """Refuse joins into owned tables, but those from owned row to owned row in an alliance's scope.

    Such a link was checked when it was written. A join that passes a global table, e.g. the login,
    could come out in another alliance. `granted` are the joins of `published_rows` itself.
    """
    scope = current()
    for alias, count in active_owned(query).items():
        join = query.alias_map[alias]
        parent = query.alias_map[join.parent_alias].table_name if join.parent_alias else ""
        linked = scope is not None and scope.kind == "alliance" and _owned(parent) is not None
        if not linked and count > granted.get(alias, 0):
            raise ScopeError(f"{query.model and query.model._meta.label} must not be joined with owned rows here.")


def _narrowed(query: Query, model: type["AllianceOwned"], scope: Scope) -> Query:
    if query.extra_tables or query.extra:
        raise ScopeError("extra() is refused on owned rows.")
    if query.combinator or isinstance(query, AggregateQuery):
        return query  # its parts come through their own compilers
    narrowed = query.clone()
    _add_condition(narrowed, _condition(model, scope))
    return narrowed


def _condition(model: type["AllianceOwned"], scope: Scope) -> Q:
    if scope.kind == "alliance":
        return Q(alliance_id=scope.alliance_id)
    if model.published_rows is None:
        raise ScopeError(f"{model._meta.label} has no published rows.")
    return model.published_rows


def _add_condition(query: Any, condition: Q) -> None:
    """Add the condition on the model's own columns, above everything that the query asks.

    Names look up annotations before fields: after values(), an annotation may be called `alliance_id`.
    So they are put aside. The old conditions go below the new one, whatever connects them.
    """
    asked, named = query.where, (query.annotations, query._annotation_select_cache, query._filtered_relations)
    query.where = WhereNode()
    query.annotations, query._annotation_select_cache, query._filtered_relations = {}, None, {}
    query.add_q(condition)
    query.annotations, query._annotation_select_cache, query._filtered_relations = named
    query.where = WhereNode([query.where, asked], AND)


# Writing


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
    """Refuse deletes in the published scope, of append-only rows, and of global rows that any alliance may use."""
    if not _unguarded() and model._meta.concrete_model in _pointed_at():
        raise ScopeError(f"Rows of several alliances may point to {model._meta.label}; deleting it needs a crossing.")
    owned = _writable(model)
    if owned is not None and owned.append_only:
        raise ScopeError(f"{owned._meta.label} is append-only.")


def _writable(model: type[Model]) -> type["AllianceOwned"] | None:
    """Return the owned model that a write touches, None for global ones and crossings."""
    if _unguarded() or (owned := _owned(model._meta.db_table)) is None:
        return None
    if required().kind == "published":
        raise ScopeError("The published scope is read-only.")
    return owned


@cache
def _owned_links(model: type["AllianceOwned"]) -> tuple[Any, ...]:
    owned = set(owned_tables().values())
    fields = (f for f in model._meta.concrete_fields if isinstance(f, ForeignKey))
    return tuple(f for f in fields if f.related_model._meta.concrete_model in owned)


@cache
def _pointed_at() -> frozenset[type[Model]]:
    """Return the global models that owned rows point to."""
    fields = (f for m in owned_tables().values() for f in m._meta.concrete_fields if isinstance(f, ForeignKey))
    targets = (f.related_model._meta.concrete_model for f in fields)
    return frozenset(m for m in targets if m is not None) - frozenset(owned_tables().values())


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value


def _check_targets(field: Any, keys: set[Any]) -> None:
    keys.discard(None)
    if any(hasattr(key, "resolve_expression") for key in keys):
        raise ScopeError(f"{field} takes plain values only, so that the link can be checked.")
    rows = field.related_model._base_manager.filter(**{f"{field.target_field.attname}__in": keys})
    if keys and rows.count() != len(keys):
        raise ScopeError(f"{field} must point to a row of the alliance in scope.")


# The compilers


class GuardedCompiler:
    """Mixin for each of Django's SQL compilers."""

    query: Any

    def __init__(self, query: Query, *args: Any, **kwargs: Any) -> None:
        held = scoped(query)
        self._granted = active_owned(held) if held is not query else Counter[str]()
        self._tables: Mapping[str, int] = {}
        super().__init__(held, *args, **kwargs)  # type: ignore[call-arg]  # mixin: Django's compiler comes next

    def get_from_clause(self) -> Any:
        """Check the joins once more: ordering and select_related() add theirs only now."""
        if not _unguarded():
            check_joins(self.query, granted=self._granted)
        used = (join for alias, join in self.query.alias_map.items() if self.query.alias_refcount[alias])
        self._tables = Counter(join.table_name.lower() for join in used)
        return super().get_from_clause()  # type: ignore[misc]  # mixin, as above

    def compile(self, node: Any) -> Any:
        if isinstance(node, RawSQL | ExtraWhere) and not _unguarded():
            raise ScopeError("RawSQL and extra() are refused: they could read owned rows unseen.")
        return super().compile(node)  # type: ignore[misc]  # mixin, as above

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        above = _parts.get()
        parts: list[str] = []
        token = _parts.set(parts)
        try:
            sql, params = super().as_sql(*args, **kwargs)  # type: ignore[misc]  # mixin, as above
        finally:
            _parts.reset(token)
        if above is not None:
            above.append(sql)
        return self._held(sql, parts), params

    def _held(self, sql: str, parts: list[str]) -> HeldSQL:
        if not _unguarded():
            check_text(sql, parts=parts, tables=self._tables)
        return HeldSQL(sql, current())


class _GuardedWriteCompiler(GuardedCompiler):
    """For statements with exactly one table of their own."""

    def _held(self, sql: str, parts: list[str]) -> HeldSQL:
        self._tables = {self.query.model._meta.db_table.lower(): 1}
        return super()._held(sql, parts)


class GuardedInsertCompiler(_GuardedWriteCompiler):
    """Checks new rows; an INSERT has no WHERE to narrow."""

    def __init__(self, query: Any, *args: Any, **kwargs: Any) -> None:
        check_insert(query.model, query.objs, upsert=bool(query.on_conflict))
        super(GuardedCompiler, self).__init__(query, *args, **kwargs)  # type: ignore[call-arg]  # mixin, as above
        self._granted, self._tables = Counter(), {}

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        parts: list[str] = []
        token = _parts.set(parts)
        try:
            statements = super(GuardedCompiler, self).as_sql(*args, **kwargs)  # type: ignore[misc]  # mixin, as above
        finally:
            _parts.reset(token)
        return [(self._held(sql, parts), params) for sql, params in statements]


class GuardedUpdateCompiler(_GuardedWriteCompiler):
    def __init__(self, query: Any, *args: Any, **kwargs: Any) -> None:
        check_update(query.model, query.values)
        super().__init__(query, *args, **kwargs)


class GuardedDeleteCompiler(_GuardedWriteCompiler):
    def __init__(self, query: Any, *args: Any, **kwargs: Any) -> None:
        check_delete(query.model)
        super().__init__(query, *args, **kwargs)
