"""Where the evening leads to for a vote of its own: a higher app has these pages, so it gives their addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from drehscheibe.ground.tenancy.doors import WorkspaceRequest

from .models import Meeting


@dataclass(frozen=True, slots=True)
class VoteWays:
    """`new` begins one, with `?zeile=` the key of a line; `all` are those of this evening."""

    new: str
    all: str


WaysToVote: TypeAlias = Callable[[WorkspaceRequest, Meeting], VoteWays | None]


def no_votes(_request: WorkspaceRequest, _meeting: Meeting) -> VoteWays | None:
    return None
