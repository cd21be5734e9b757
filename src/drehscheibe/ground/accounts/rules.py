"""What holds for every team of an alliance. No Django in here."""

from collections.abc import Collection, Iterable

COORDINATION = "coordination"


def has_coordination(teams: Iterable[tuple[bool, Collection[str]]]) -> bool:
    """Tell whether one active coordinator is left; each item is (active, roles) of a member.

    An alliance without coordinator could invite nobody any more, so no change may lead there.
    """
    return any(active and COORDINATION in roles for active, roles in teams)


def roles_of_new_coordinator(roles: Collection[str]) -> list[str]:
    """Return the roles of whoever takes over: coordination instead of deputy, other roles stay."""
    return [COORDINATION, *(role for role in roles if role not in {COORDINATION, "deputy"})]


def roles_of_former_coordinator(roles: Collection[str], *, keep: str) -> list[str]:
    """Return the roles of whoever hands over and stays: `keep` instead of coordination."""
    return [keep, *(role for role in roles if role not in {COORDINATION, keep})]
