"""Who hosts when: what holds for every plan, and the plans that people would make by hand."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from drehscheibe.work.meetings.rules.assignment import cheapest, largest
from drehscheibe.work.meetings.rules.rota import Host, Turn, Why, plan

START = date(2027, 1, 4)
DAYS = [START + timedelta(weeks=2 * number) for number in range(26)]


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """A year of meetings, partners that joined at some time, hosted now and then and cannot on some days."""
    days = DAYS[: draw(st.integers(1, 26))]
    some = st.sets(st.sampled_from(days), max_size=5)
    before = [START - timedelta(weeks=4 * number) for number in range(1, 30)]
    hosts = [
        Host(
            key,
            joined=draw(st.none() | st.dates(date(2015, 1, 1), date(2027, 6, 1))),
            turns=tuple(draw(st.lists(st.sampled_from(before), max_size=3, unique=True))),
            blocked=frozenset(draw(some)),
        )
        for key in range(draw(st.integers(0, 9)))
    ]
    held = {day for host in hosts for day in host.turns}
    return {"days": days, "hosts": hosts, "holidays": frozenset(draw(some)), "held": held}


def turns(case: dict[str, Any], **more: Any) -> list[Turn]:
    return plan(case["days"], case["hosts"], holidays=case["holidays"], held=case["held"], **more)


def can(host: Host, day: date) -> bool:
    return day not in host.blocked and (host.joined is None or host.joined <= day)


@given(cases())
@settings(max_examples=150, deadline=None)
def test_nobody_hosts_on_a_holiday_a_blocked_day_or_before_joining(case: dict[str, Any]) -> None:
    hosts = {host.key: host for host in case["hosts"]}

    wrong = [
        turn
        for turn in turns(case)
        if turn.host is not None and (turn.day in case["holidays"] or not can(hosts[turn.host], turn.day))
    ]

    assert wrong == []


@given(cases())
@settings(max_examples=150, deadline=None)
def test_a_day_stays_without_host_only_where_nobody_can(case: dict[str, Any]) -> None:
    empty = [turn for turn in turns(case) if turn.host is None]

    assert [turn.why.kind for turn in empty if turn.day in case["holidays"]] == ["holiday"] * sum(
        turn.day in case["holidays"] for turn in empty
    )
    assert not [
        turn for turn in empty if turn.day not in case["holidays"] and any(can(one, turn.day) for one in case["hosts"])
    ]


@given(cases())
@settings(max_examples=150, deadline=None)
def test_in_a_round_somebody_hosts_twice_only_where_all_without_a_turn_cannot(case: dict[str, Any]) -> None:
    found = [turn for turn in turns(case) if turn.day not in case["holidays"]]
    size = max(1, len(case["hosts"]))
    for start in range(0, len(found), size):
        round_ = found[start : start + size]
        counts = Counter(turn.host for turn in round_ if turn.host is not None)
        left_out = [one for one in case["hosts"] if one.key not in counts]
        twice = [turn for turn in round_ if turn.host is not None and counts[turn.host] > 1]
        # One of the days of whoever hosts twice was its turn; of the others nobody left out could take any.
        spare = {
            turn.host: [
                one.day for one in twice if one.host == turn.host and not any(can(o, one.day) for o in left_out)
            ]
            for turn in twice
        }
        assert all(len(days) >= counts[host] - 1 for host, days in spare.items())


@given(cases(), st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_same_facts_give_the_same_plan_in_whatever_order(case: dict[str, Any], random: Any) -> None:
    shuffled = list(case["hosts"])
    random.shuffle(shuffled)

    assert turns({**case, "hosts": shuffled}) == turns(case)


@given(st.integers(1, 12), st.integers(1, 26))
@settings(deadline=None)
def test_where_all_can_turns_differ_by_one_at_most_and_lie_a_whole_round_apart(partners: int, number: int) -> None:
    found = plan(DAYS[:number], [Host(key, joined=date(2010, 1, 1)) for key in range(partners)])

    counts = Counter(turn.host for turn in found)
    assert max(counts.values()) - min(counts[key] for key in range(partners)) <= 1
    days = {key: [turn.day for turn in found if turn.host == key] for key in range(partners)}
    gaps = [(then - now).days for of_one in days.values() for now, then in pairwise(of_one)]
    assert min(gaps, default=14 * partners) >= 14 * partners


def test_long_standing_partners_come_before_one_that_joined_last_year() -> None:
    """Six partners that hosted in turn, and one that joined: it comes when it has waited as long as the others."""
    old = [Host(key, joined=date(2015, 1, 1), turns=(START - timedelta(weeks=8 * (6 - key)),)) for key in range(6)]
    new = Host(6, joined=START - timedelta(weeks=20))

    found = plan(DAYS[:7], [*old, new], held=[one.turns[0] for one in old])

    assert [turn.host for turn in found] == [0, 1, 2, 3, 6, 4, 5]


def test_one_that_just_joined_waits_like_all_others() -> None:
    old = [Host(key, turns=(START - timedelta(weeks=8 * (3 - key)),)) for key in range(3)]

    found = plan(DAYS[:4], [*old, Host(3, joined=START - timedelta(days=1))], held=[one.turns[0] for one in old])

    assert [(turn.host, turn.why.kind) for turn in found] == [
        (0, "longest"), (1, "longest"), (2, "longest"), (3, "never"),
    ]  # fmt: skip


def test_who_cannot_on_its_day_takes_another_of_the_same_round() -> None:
    hosts = [
        Host(1, turns=(date(2024, 3, 1),), blocked=frozenset([DAYS[0]])),
        Host(2, turns=(date(2025, 3, 1),)),
    ]

    found = plan(DAYS[:2], hosts)

    assert [(turn.host, turn.why) for turn in found] == [
        (2, Why("instead", date(2025, 3, 1), of=1)),
        (1, Why("longest", date(2024, 3, 1))),
    ]


def test_skipped_for_one_day_stays_next_in_line() -> None:
    hosts = [Host(1, turns=(date(2024, 3, 1),)), Host(2, turns=(date(2025, 3, 1),))]

    found = plan(DAYS[:2], hosts, blocked_at={DAYS[0]: [1]})

    assert [turn.host for turn in found] == [2, 1]


def test_everybody_blocked_and_nobody_there_are_said_plainly() -> None:
    blocked = plan(DAYS[:1], [Host(1, blocked=frozenset(DAYS))])

    assert (blocked, plan(DAYS[:1], [])) == (
        [Turn(DAYS[0], None, Why("nobody"))],
        [Turn(DAYS[0], None, Why("nobody_there"))],
    )


@given(st.lists(st.dictionaries(st.integers(0, 4), st.integers(-20, 20)), max_size=4))
@settings(max_examples=200, deadline=None)
def test_cheapest_pairs_as_many_as_possible_for_the_least_sum(costs: list[dict[int, int]]) -> None:
    found = cheapest(costs)

    assert len(set(found.values())) == len(found) == len(largest([list(row) for row in costs]))
    assert (len(found), -sum(costs[row][column] for row, column in found.items())) == max(_all_pairings(costs))


def _all_pairings(costs: list[dict[int, int]], used: frozenset[int] = frozenset()) -> list[tuple[int, int]]:
    """Return number of pairs and gain of every pairing there is."""
    if not costs:
        return [(0, 0)]
    first, rest = costs[0], costs[1:]
    without = _all_pairings(rest, used)
    with_one = [
        (number + 1, gain - cost)
        for column, cost in first.items()
        if column not in used
        for number, gain in _all_pairings(rest, used | {column})
    ]
    return [*without, *with_one]
