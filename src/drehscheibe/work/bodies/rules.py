"""Rules of the game as plain values: what holds in a body, who is enough to decide, what a vote means."""

from collections.abc import Iterable, Mapping
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


def is_quorate(game: Game, *, present: int, entitled: int, is_second_call: bool = False) -> bool:
    return present >= needed(game, entitled=entitled, is_second_call=is_second_call)


def entitled_on(game: Game, *, entitled: int, biased: int = 0) -> int:
    """Return how many votes count on one matter: who is concerned by it does not vote where the rules say so.

    As § 34 BGB has it for contracts of an association with its member; most rules of procedure go further.
    """
    return max(entitled - biased, 0) if game.bias_excluded else entitled


def votes_there(game: Game, *, present: int, carried: Iterable[int] = ()) -> int:
    """Return the votes in the room: those present and, where votes may be handed on, what each of them carries.

    `carried` holds for each of the present how many votes somebody else gave her; more than allowed do not count.
    """
    if not game.proxies:
        return present
    return present + sum(min(max(votes, 0), game.proxies_most) for votes in carried)


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


@dataclass(frozen=True, slots=True)
class YearCheck:
    """How the meetings of a year stand against what the alliance set itself; `wanted` 0 means no such aim."""

    wanted: int
    held: int
    missing: int
    lacks_assembly: bool

    @property
    def is_met(self) -> bool:
        return not self.missing and not self.lacks_assembly


def enough_meetings(*, wanted: int, meetings: int, assemblies: int, needs_assembly: bool = False) -> YearCheck:
    """Compare a year's meetings with the aim, e.g. at least four, one of them the assembly.

    `meetings` counts the meetings of all partners in the year, held or planned, the `assemblies` among them.
    An assembly is asked for where the alliance has one (`needs_assembly`) and an aim at all.
    """
    missing = max(wanted - meetings, 0)
    return YearCheck(wanted, meetings, missing, bool(wanted) and needs_assembly and assemblies == 0)


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
    return found
