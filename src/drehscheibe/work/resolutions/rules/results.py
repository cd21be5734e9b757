"""What the counts mean under the rules."""

from dataclasses import replace

from drehscheibe.work.bodies.rules import Game, outcome

from .totals import Counts


def judge(
    game: Game, counts: Counts, *, entitled: int, there: int, needed: int, majority: str = "", in_room: bool = True
) -> str:
    """Return what came of a vote: accepted, rejected, no_quorum (too few in the room) or too_few (too few voted).

    `majority` is that of this vote where it differs from the rules. `needed` 0: no minimum.
    """
    if in_room and there < needed:
        return "no_quorum"
    if not in_room and counts.cast < needed:
        return "too_few"
    rules = replace(game, majority=majority) if majority else game
    return outcome(rules, yes=counts.yes, no=counts.no, abstained=counts.abstained, entitled=entitled)


def yes_needed(majority: str, counts: Counts, *, entitled: int) -> int:
    """Return how many yes it takes with these votes cast: abstentions are none. For consensus all that are cast."""
    cast = counts.yes + counts.no
    least = {
        "consensus": cast,
        "preferred": cast // 2 + 1,
        "simple": cast // 2 + 1,
        "absolute": max(entitled, cast) // 2 + 1,
        "two_thirds": -(-2 * cast // 3),
        "three_quarters": -(-3 * cast // 4),
    }[majority]
    return max(1, least)


def share(percent: int, entitled: int) -> int:
    """Return how many of the entitled a share means, rounded up: half of 33 are 17."""
    return -(-entitled * percent // 100)
