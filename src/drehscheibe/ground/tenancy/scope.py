"""Which alliance we work for right now.

A scope has three states: none (every statement on owned rows raises), one alliance, or `published`
(published rows of any alliance, read-only). It lives in a context variable, so a new thread starts
without one. A fourth, private state exists for `crossing.py` alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal


class ScopeError(RuntimeError):
    """Somebody touched owned rows without a scope, or rows of another alliance."""


@dataclass(frozen=True, slots=True)
class Scope:
    kind: Literal["alliance", "published", "crossing"]
    alliance_id: int | None = None


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current() -> Scope | None:
    return _current.get()


def required() -> Scope:
    """Return the scope; raise ScopeError where there is none."""
    if (scope := _current.get()) is None:
        raise ScopeError("No alliance is in scope: enter scope.alliance(…) or scope.published() first.")
    return scope


def current_alliance_id() -> int | None:
    """Return the key of the alliance in scope; new owned rows take it as their default."""
    scope = _current.get()
    return scope.alliance_id if scope else None


@contextmanager
def _entered(scope: Scope) -> Iterator[Scope]:
    token = _current.set(scope)
    try:
        yield scope
    finally:
        _current.reset(token)


@contextmanager
def alliance(alliance_id: int) -> Iterator[Scope]:
    """Work for one alliance. Changing straight from one alliance to another is a mistake and raises.

    So does entering one from the published scope: a public page sees nothing but what is published.
    """
    outer = _current.get()
    if outer is not None and outer.kind == "published":
        raise ScopeError("The published scope opens no alliance; leave it first.")
    if outer is not None and outer.kind == "alliance" and outer.alliance_id != alliance_id:
        raise ScopeError(f"Alliance {outer.alliance_id} is in scope; leave it before entering {alliance_id}.")
    with _entered(Scope("alliance", alliance_id)) as scope:
        yield scope


@contextmanager
def published() -> Iterator[Scope]:
    """Read what any alliance has published; used by `public.py` modules and the public doors only."""
    with _entered(Scope("published")) as scope:
        yield scope


@contextmanager
def _crossing() -> Iterator[Scope]:
    with _entered(Scope("crossing")) as scope:
        yield scope
