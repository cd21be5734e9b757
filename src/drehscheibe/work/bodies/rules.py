"""Rules of the game as plain values: what holds in a body, who is enough to decide, what a vote means."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any, Literal

Outcome = Literal["accepted", "rejected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """The rules that hold in one body; the names are those of the columns of `Governance`."""

    meeting_word: str = "meeting"
    notice_days: int = 0
    papers_days: int = 0
    quorum: str = "none"
    quorum_percent: int | None = None
    quorum_number: int | None = None
    second_call: bool = False
    majority: str = "consensus"
    secret_on_request: bool = False
    bias_excluded: bool = False
    remote: bool = True
    proxies: bool = False
    proxies_most: int = 1
    circular: bool = False
    circular_days: int = 7
    circular_percent: int = 50
    circular_objection: bool = True
    secret_by_link: bool = False
    approval: str = "silence"
    approval_days: int = 14

    @property
    def has_quorum(self) -> bool:
        return self.quorum != "none"


GAME_FIELDS = tuple(field.name for field in fields(Game))
BODY_FIELDS = ("notice_days", "quorum", "quorum_percent", "quorum_number", "majority", "approval")
"""What a body may decide for itself."""


def with_own(game: Game, own: Mapping[str, Any]) -> Game:
    """Return the rules of a body that differs from its alliance in `own`; None and "" mean: as the alliance."""
    given = {name: value for name, value in own.items() if name in BODY_FIELDS and value not in (None, "")}
    return replace(game, **given)


def needed(game: Game, *, entitled: int, is_second_call: bool = False) -> int:
    """Return how many of the `entitled` votes must be there to decide; 0 where there is no such rule.

    A share is rounded up: of 33 half are 17. A second call under the rule for it needs nobody in particular.
    """
    if not game.has_quorum or (is_second_call and game.second_call):
        return 0
    if game.quorum == "number":
        return game.quorum_number or 0
    return -(-entitled * (game.quorum_percent or 0) // 100)


def may_carry(game: Game, *, already: int) -> bool:
    """Say whether somebody who carries `already` votes of others may take one more."""
    return game.proxies and already < game.proxies_most


def outcome(game: Game, *, yes: int, no: int, abstained: int = 0, entitled: int = 0) -> Outcome:
    """Return what a count of votes means. Abstentions do not count as cast votes (§ 32 (1) BGB, BGH II ZR 164/81).

    A tie is no majority. Consensus: nobody is against; where it is only preferred, more than half of the votes cast
    are enough. Absolute: more than half of all entitled votes, whoever is there; who voted was entitled at least.
    """
    accepted = {
        "consensus": no == 0 and yes > 0,
        "preferred": yes > no,
        "simple": yes > no,
        "absolute": yes > 0 and 2 * yes > max(entitled, yes + no),
        "two_thirds": yes > 0 and 3 * yes >= 2 * (yes + no),
        "three_quarters": yes > 0 and 4 * yes >= 3 * (yes + no),
    }
    return "accepted" if accepted[game.majority] else "rejected"


def latest_notice(meeting_on: date, notice_days: int) -> date:
    """Return the last day on which an invitation is in time.

    The day of the notice and the day of the meeting do not count (§§ 187 (1), 188 BGB), so `notice_days` whole days
    lie between the two.
    """
    return meeting_on - timedelta(days=notice_days + 1)


def is_in_time(*, noticed_on: date, meeting_on: date, notice_days: int) -> bool:
    """Say whether the notice period is kept; without a period any day before the meeting will do."""
    return notice_days == 0 or noticed_on <= latest_notice(meeting_on, notice_days)


def tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return rules without what the others leave no meaning: no share where a fixed number counts, and so on."""
    found = dict(values)
    quorum = found.get("quorum")
    if "quorum" in found and quorum != "share":
        found["quorum_percent"] = None
    if "quorum" in found and quorum != "number":
        found["quorum_number"] = None
    if quorum == "none" and "second_call" in found:
        found["second_call"] = False
    if found.get("circular") is False:
        found["secret_by_link"] = False
    return found
