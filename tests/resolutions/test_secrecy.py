"""Secret votes by link under attack: whoever holds the database finds no more than chance, and planted leaks at once."""

from collections import Counter
from collections.abc import Iterator
from json import loads
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from tests.outbox.instance import Instance, engines, fresh_instance

pytestmark = pytest.mark.slow

SEATS = 50
SEEDS = range(6)
SIGMAS = 5
"""Some sixty attacks are tried; one in a million runs is this lucky by chance with one of them."""
SURE = 48


@pytest.fixture(params=engines())
def instance(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Instance]:
    with fresh_instance(tmp_path, request.param, warm=True) as instance:
        yield instance


def _heist(instance: Instance, seed: int, leak: str) -> dict[str, Any]:
    found: dict[str, Any] = loads(instance.run("-m", "tests.resolutions.heist", str(seed), leak).splitlines()[-1])
    return found


def test_attacker_finds_no_vote_but_by_chance_and_every_planted_leak(instance: Instance) -> None:
    runs = [_heist(instance, seed, "none") for seed in SEEDS]
    right: Counter[str] = Counter()
    for run in runs:
        right.update(run["right"])
    expected = sum(run["chance"] for run in runs)
    spread = sqrt(expected * (1 - expected / (SEATS * len(runs))))
    too_good = {attack: hits for attack, hits in right.items() if hits > expected + SIGMAS * spread}
    assert too_good == {}
    assert len(right) >= 30
    assert [run["cleaned"] for run in runs] == [[True]] * len(runs)
    assert [(run["logged"], run["told"], run["elsewhere"]) for run in runs] == [([], [], [])] * len(runs)

    unsorted = _heist(instance, 101, "unsorted")["right"]
    assert unsorted["witness × box"] == SEATS
    timed = _heist(instance, 102, "time")["right"]
    assert timed["witness × anything beside"] == SEATS
    uncleaned = _heist(instance, 103, "uncleaned")
    assert uncleaned["right"]["witness × first seen in older versions"] >= SURE
    assert uncleaned["cleaned"] == [True]
