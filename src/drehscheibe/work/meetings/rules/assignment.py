"""Pairs rows with columns: as many as possible, and the cheapest of those.

Both are textbook algorithms (Kuhn 1955; shortest augmenting paths as in Jonker and Volgenant 1987), written for few rows
and many columns. Numbers are whole, so that every machine finds the same pairs.
"""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush


def largest(rows: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return row → column for as many rows as possible; `rows` holds the columns that each may take."""
    row_of: dict[int, int] = {}
    for row in range(len(rows)):
        _augment(row, rows, row_of, set())
    return {row: column for column, row in row_of.items()}


def _augment(row: int, rows: Sequence[Sequence[int]], row_of: dict[int, int], seen: set[int]) -> bool:
    for column in rows[row]:
        if column not in row_of:
            row_of[column] = row
            return True
    for column in rows[row]:
        if column not in seen:
            seen.add(column)
            if _augment(row_of[column], rows, row_of, seen):
                row_of[column] = row
                return True
    return False


def cheapest(costs: Sequence[Mapping[int, int]]) -> dict[int, int]:
    """Return row → column with the least sum among the pairings with most rows; a column missing in a row is forbidden."""
    # A column of its own lets every row stay alone, at a price that no other sum reaches.
    alone = 1 + 2 * sum(max((abs(cost) for cost in row.values()), default=0) for row in costs)
    priced = [{**row, -1 - index: alone} for index, row in enumerate(costs)]
    potentials = _Potentials({}, [0] * len(costs))
    row_of: dict[int, int] = {}
    column_of: dict[int, int] = {}
    for row in range(len(costs)):
        _place(row, priced, potentials, row_of, column_of)
    return {row: column for row, column in column_of.items() if column >= 0}


class _Potentials:
    """Prices of columns and rows that keep every reduced cost at zero or above."""

    def __init__(self, columns: dict[int, int], rows: list[int]) -> None:
        self.columns, self.rows = columns, rows

    def reduced(self, costs: Sequence[Mapping[int, int]], row: int, column: int) -> int:
        return costs[row][column] - self.rows[row] - self.columns.get(column, 0)


def _place(
    start: int,
    costs: Sequence[Mapping[int, int]],
    prices: _Potentials,
    row_of: dict[int, int],
    column_of: dict[int, int],
) -> None:
    """Find the cheapest way to give `start` a column, moving others where that pays."""
    prices.rows[start] = min((cost - prices.columns.get(c, 0) for c, cost in costs[start].items()), default=0)
    far: dict[int, int] = {}
    came: dict[int, int] = {}
    done: list[int] = []
    heap: list[tuple[int, int]] = []
    row, base = start, 0
    while True:
        for column in costs[row]:
            length = base + prices.reduced(costs, row, column)
            if column not in done and length < far.get(column, length + 1):
                far[column], came[column] = length, row
                heappush(heap, (length, column))
        while heap[0][1] in done:
            heappop(heap)
        base, end = heappop(heap)
        if end not in row_of:
            break
        done.append(end)
        row = row_of[end]
    prices.rows[start] += base
    for column in done:
        prices.columns[column] = prices.columns.get(column, 0) - (base - far[column])
        prices.rows[row_of[column]] += base - far[column]
    _walk_back(start, end, came, row_of, column_of)


def _walk_back(
    start: int, end: int, came: Mapping[int, int], row_of: dict[int, int], column_of: dict[int, int]
) -> None:
    column = end
    while True:
        row = came[column]
        before = column_of.get(row)
        row_of[column], column_of[row] = row, column
        if row == start:
            return
        column = before if before is not None else end
