"""Every address of the meetings, by noun. `patterns(…)` makes them with what a frame knows of higher apps."""

from django.urls import URLPattern

from ..register_ways import NO_REGISTER, RegisterWays
from ..ways import WaysOf, no_ways
from ..ways_to_vote import WaysToVote, no_votes
from .after import patterns as after
from .calendar import urlpatterns as calendar
from .evening import patterns as evening
from .inviting import urlpatterns as inviting
from .meetings import patterns as meetings
from .planning import urlpatterns as planning


def patterns(
    ways_of: WaysOf = no_ways, to_vote: WaysToVote = no_votes, register: RegisterWays = NO_REGISTER
) -> list[URLPattern]:
    """Return all addresses; `ways_of` is for a meeting's page, `to_vote` for its evening, `register` for its minutes.

    What has a fixed word goes before `treffen/<number>/`.
    """
    return [*planning, *calendar, *after(register), *evening(to_vote), *inviting, *meetings(ways_of)]


urlpatterns = patterns()

__all__ = ["patterns", "urlpatterns"]
