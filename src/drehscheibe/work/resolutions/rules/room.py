"""Whose vote is in the room at a moment: their own of those who are there, and those that they carry for others."""

from collections.abc import Collection, Mapping

from drehscheibe.work.bodies.rules import Game


def carriers(
    game: Game, given: Mapping[int, int], *, seats: Collection[int], there: Collection[int], barred: Collection[int]
) -> dict[int, int]:
    """Return whose vote somebody in the room carries → who does.

    Only where the rules allow it, only votes of seats that are away, and never for or by somebody biased: who may not
    vote for herself may not for others either (§ 34 BGB). A carrier must be there herself, so that nobody carries what
    was handed to one who is away: no proxy of a proxy. More than the rules allow are not carried, the first ones count.
    """
    held: dict[int, list[int]] = {}
    for who in sorted(given):
        carrier = given[who]
        may = who in seats and who not in there and who not in barred
        if may and carrier in there and carrier in seats and carrier not in barred and carrier != who:
            held.setdefault(carrier, []).append(who)
    most = game.proxies_most if game.proxies else 0
    return {who: carrier for carrier, whose in held.items() for who in whose[:most]}


def votes_there(
    game: Game, given: Mapping[int, int], *, seats: Collection[int], there: Collection[int], barred: Collection[int]
) -> set[int]:
    """Return the seats whose vote can be cast at this moment, each once."""
    own = {who for who in there if who in seats and who not in barred}
    return own | set(carriers(game, given, seats=seats, there=there, barred=barred))
