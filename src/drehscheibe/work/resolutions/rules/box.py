"""The box of a secret vote as plain values: pairs of receipt and choice, in an order that says nothing.

Sorted by a receipt that is drawn at random, the box looks the same whoever voted first. See ADR 21.
"""

import secrets
from collections.abc import Sequence

from .totals import Counts

Box = list[list[str]]
LEAST = 5
"""With fewer ballots too many could work out who said what; then there is no result."""
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH, _GROUP = 16, 4


def new_receipt() -> str:
    """Return a receipt of 80 random bits in four groups, without signs that are mistaken for each other."""
    signs = [secrets.choice(_SIGNS) for _sign in range(_LENGTH)]
    return "-".join("".join(signs[start : start + _GROUP]) for start in range(0, _LENGTH, _GROUP))


def put(box: Sequence[Sequence[str]], receipt: str, choice: str) -> Box:
    """Return the box with one ballot more."""
    return sorted([*([str(part) for part in ballot] for ballot in box), [receipt, choice]])


def counted(box: Sequence[Sequence[str]]) -> Counts:
    said = [choice for _receipt, choice in box]
    return Counts(said.count("yes"), said.count("no"), said.count("abstain"))
