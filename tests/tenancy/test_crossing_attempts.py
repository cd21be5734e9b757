"""Each attempt to cross from one alliance to another fails closed, and afterwards nothing has changed."""

import pytest
from django.db import connection, transaction

from tests import rows

from .attempts import kept, raw, reads, writes
from .attempts.world import Attempt, World, build, everything

ATTEMPTS: list[Attempt] = [*reads.ATTEMPTS, *writes.ATTEMPTS, *raw.ATTEMPTS, *kept.ATTEMPTS]


@pytest.fixture
def world(db: None) -> World:
    return rows.once(build)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt.name)
def test_attempt_fails_closed(world: World, attempt: Attempt) -> None:
    before = everything()
    if attempt.raises is not None:
        with pytest.raises(attempt.raises):
            _run(attempt, world)
    else:
        assert _run(attempt, world) == attempt.gives
    assert everything() == before


def _run(attempt: Attempt, world: World) -> object:
    """Run in a savepoint, and let the database check its links now instead of at the commit."""
    with transaction.atomic(), attempt.scope(world):
        result = attempt.run(world)
        connection.check_constraints()
        return result


def test_attempts_are_many_and_distinct() -> None:
    names = [attempt.name for attempt in ATTEMPTS]
    assert len({attempt.run for attempt in ATTEMPTS}) >= 64
    assert len(names) == len(set(names))
