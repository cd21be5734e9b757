"""Querysets of owned rows forget what they fetched when the scope changes.

A queryset kept in a module, a class or a form would otherwise hand the rows of one request to the next.
"""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Manager, Model, QuerySet

from .scope import Scope, current

_Row = TypeVar("_Row", bound=Model)


class OwnedQuerySet(QuerySet[_Row]):
    """Base of every queryset of owned rows: in another scope it asks the database again."""

    _kept: tuple[Scope | None, list[Any] | None]

    if not TYPE_CHECKING:

        @property
        def _result_cache(self) -> list[Any] | None:
            scope, rows = self._kept
            return rows if scope == current() else None

        @_result_cache.setter
        def _result_cache(self, rows: list[Any] | None) -> None:
            self._kept = (current(), rows)


class OwnedManager(Manager[_Row]):
    """The manager of every owned model; one of its own must hand out an OwnedQuerySet too."""

    _queryset_class = OwnedQuerySet
