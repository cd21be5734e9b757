"""Every address of the bodies. `patterns(more)` makes them with what a higher app puts on a group's page."""

from .bodies import patterns

urlpatterns = patterns()

__all__ = ["patterns", "urlpatterns"]
