"""Measures the host rota: its time, and its plan beside the optimum that OR-tools proves.

python -m bench.rota    # no database; prints one JSON line per figure

Two alliances: 240 partners with 26 meetings, and 20 partners with 26 meetings, where turns come round. Both have three
years of history, partners that joined at any time, and ten blocked dates each. The optimum is found in two steps: the
longest possible shortest wait, then, keeping it, the least spread. Spread: turns had less turns expected, of the partner
with most less that with least. The shortest wait counts from joining for who never hosted, as the rota does.
"""

import json
import random
import sys
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from ortools.sat.python import cp_model  # noqa: E402  the path is set above

from drehscheibe.work.meetings.rules.rota import Host, plan  # noqa: E402  the path is set above

MEETINGS, YEARS, BLOCKED, TURNS = 26, 3, 10, 9
MOST_SECONDS, SOLVER_SECONDS, SCALE = 1.0, 20, 1000
FIRST = date(2027, 1, 6)
DAYS = [FIRST + timedelta(weeks=2 * number) for number in range(MEETINGS)]
HELD = [FIRST - timedelta(weeks=2 * number) for number in range(1, YEARS * MEETINGS + 1)]


def main() -> None:
    for partners in (240, 20):
        for figure in figures(partners):
            print(json.dumps(figure, ensure_ascii=False))


def figures(partners: int) -> list[dict[str, Any]]:
    hosts = world(partners)
    seconds, found = [], plan(DAYS, hosts, held=HELD)
    for _turn in range(TURNS):
        begin = perf_counter()
        found = plan(DAYS, hosts, held=HELD)
        seconds.append(perf_counter() - begin)
    ours = [one.host for one in found]
    if None in ours:
        raise RuntimeError("a meeting without host")
    chosen = [host for host in ours if host is not None]
    best_wait, best_spread, least_spread, is_proved = optimum(hosts)
    note = "" if is_proved else " (bestes gefundenes)"
    name = f"Rota, {partners} Partner"
    over = spread(hosts, chosen)
    return [
        _figure(f"{name}, {MEETINGS} Treffen: Zeit", median(seconds), "s", None, MOST_SECONDS),
        _figure(
            f"{name}: Optimum durch kürzeste Wartezeit{note}", best_wait / shortest_wait(hosts, chosen), "fach", 1.0
        ),
        _figure(f"{name}: Streuung, Optimum bei der Wartezeit{note}", over, "Turnus", best_spread),
        _figure(f"{name}: Streuung, Optimum allein{note}", over, "Turnus", least_spread),
        _figure(f"{name}: Treffen mit Gastgeber", len(chosen), "Treffen", MEETINGS),
    ]


def _figure(case: str, value: float, unit: str, floor: float | None, target: float | None = None) -> dict[str, Any]:
    return {
        "bench": "rota",
        "case": case,
        "value": round(value, 3),
        "unit": unit,
        "floor": floor and round(floor, 3),
        "ratio": round(value / floor, 3) if floor else None,
        "target": target,
    }


def world(partners: int) -> list[Host]:
    """Return partners as they are after three years in which hosts came as they liked."""
    chance = random.Random(7)
    joined = [date(2012, 1, 1) + timedelta(days=chance.randrange(5400)) for _one in range(partners)]
    turns: list[list[date]] = [[] for _one in range(partners)]
    for day in HELD:
        there = [key for key in range(partners) if joined[key] <= day]
        turns[chance.choice(there)].append(day)
    return [
        Host(key, joined[key], tuple(turns[key]), frozenset(chance.sample(DAYS, BLOCKED))) for key in range(partners)
    ]


# What is compared


def shortest_wait(hosts: Sequence[Host], chosen: Sequence[int]) -> int:
    """Return the shortest time from the turn before, or from joining, to a turn of this plan."""
    return min(
        wait for host in hosts for wait in _waits(host, [d for d, k in zip(DAYS, chosen, strict=True) if k == host.key])
    )


def _waits(host: Host, days: Sequence[date]) -> list[int]:
    if not days:
        return [10**6]
    before = max(host.turns, default=host.joined or date(1990, 1, 1))
    return [(then - now).days for now, then in pairwise([before, *days])]


def spread(hosts: Sequence[Host], chosen: Sequence[int]) -> float:
    wanted = expected(hosts)
    over = [len(host.turns) + chosen.count(host.key) - wanted[host.key] for host in hosts]
    return max(over) - min(over)


def expected(hosts: Sequence[Host]) -> dict[int, float]:
    """Return partner → its share of all meetings since it joined."""
    joined = sorted(host.joined or date(1990, 1, 1) for host in hosts)
    share = {day: 1 / (bisect_left(joined, day) or 1) for day in (*HELD, *DAYS)}
    return {host.key: sum(one for day, one in share.items() if day >= (host.joined or day)) for host in hosts}


# The optimum


def optimum(hosts: Sequence[Host]) -> tuple[float, float, float, bool]:
    """Return the longest shortest wait, the least spread with it, the least spread at all, and whether all are proved."""
    levels = sorted({(day - before).days for host in hosts for day in DAYS for before in _befores(host, day)})
    low, high = 0, len(levels) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _solve(hosts, levels[middle])[0] else (low, middle - 1)
    _is_there, with_wait, first = _solve(hosts, levels[low], least_spread=True)
    _is_there, alone, second = _solve(hosts, 0, least_spread=True)
    return levels[low], with_wait, alone, first and second


def _befores(host: Host, day: date) -> list[date]:
    return [max(host.turns, default=host.joined or date(1990, 1, 1)), *(one for one in DAYS if one < day)]


def _solve(hosts: Sequence[Host], wait: int, *, least_spread: bool = False) -> tuple[bool, float, bool]:
    """Return whether every meeting gets a host with at least this wait, and, where asked for, the least spread."""
    model = cp_model.CpModel()
    takes: dict[tuple[int, int], Any] = {}
    for host in hosts:
        before = max(host.turns, default=host.joined or date(1990, 1, 1))
        for slot, day in enumerate(DAYS):
            if day not in host.blocked and (host.joined or day) <= day and (day - before).days >= wait:
                takes[host.key, slot] = model.new_bool_var("")
    for slot in range(MEETINGS):
        model.add_exactly_one(takes[host.key, slot] for host in hosts if (host.key, slot) in takes)
    _keep_apart(model, hosts, takes, wait)
    if least_spread:
        _least_spread(model, hosts, takes)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = SOLVER_SECONDS, 2
    status = solver.solve(model)
    is_there = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    return is_there, solver.objective_value / SCALE if is_there and least_spread else 0.0, status == cp_model.OPTIMAL


def _keep_apart(model: Any, hosts: Sequence[Host], takes: dict[tuple[int, int], Any], wait: int) -> None:
    """Let nobody host twice within the wait: of the slots of each window one at most."""
    for host in hosts:
        for slot in range(MEETINGS):
            window = [s for s in range(slot, MEETINGS) if s == slot or (DAYS[s] - DAYS[slot]).days < wait]
            mine = [takes[host.key, s] for s in window if (host.key, s) in takes]
            if len(mine) > 1:
                model.add_at_most_one(mine)


def _least_spread(model: Any, hosts: Sequence[Host], takes: dict[tuple[int, int], Any]) -> None:
    wanted = expected(hosts)
    most, least = (model.new_int_var(-100 * SCALE, 100 * SCALE, name) for name in ("most", "least"))
    for host in hosts:
        base = round((len(host.turns) - wanted[host.key]) * SCALE)
        turns = sum(takes[host.key, slot] for slot in range(MEETINGS) if (host.key, slot) in takes)
        model.add(base + SCALE * turns <= most)
        model.add(base + SCALE * turns >= least)
    model.minimize(most - least)


if __name__ == "__main__":
    main()
