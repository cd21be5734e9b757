"""Every address of votes and the register. `patterns(path_of)` makes them with the chain that a frame knows."""

from django.urls import URLPattern

from drehscheibe.kit.ui.path import PathOf, no_path

from .circular import urlpatterns as circular
from .register import patterns as register
from .room import urlpatterns as room


def patterns(path_of: PathOf = no_path) -> list[URLPattern]:
    """Return all addresses; `path_of` gives what a decision came from and what became of it."""
    return [*register(path_of), *room, *circular]


urlpatterns = patterns()

__all__ = ["patterns", "urlpatterns"]
