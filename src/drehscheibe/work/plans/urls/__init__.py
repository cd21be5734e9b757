"""Every address of needs, projects, measures, the plan and positions, by noun.

`patterns(path_of)` makes them with the chain that a frame knows.
"""

from django.urls import URLPattern

from drehscheibe.kit.ui.path import PathOf, no_path

from .measures import patterns as measures
from .needs import patterns as needs
from .plan import urlpatterns as plan
from .positions import patterns as positions
from .projects import patterns as projects


def patterns(path_of: PathOf = no_path) -> list[URLPattern]:
    """Return all addresses; `path_of` gives what a row came from and what became of it."""
    return [*needs(path_of), *projects(path_of), *measures(path_of), *plan, *positions(path_of)]


urlpatterns = patterns()

__all__ = ["patterns", "urlpatterns"]
