"""What holds for every team of an alliance, free of any database."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

COORDINATION = "coordination"
LONGEST_ABSENCE = timedelta(days=366)


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


def absence_problem(first_day: date, last_day: date, *, today: date) -> str | None:
    """Return why these days cannot be an absence, or None."""
    if last_day < first_day:
        return _("Der letzte Tag liegt vor dem ersten.")
    if last_day < today:
        return _("Diese Tage sind schon vorbei.")
    if last_day - first_day > LONGEST_ABSENCE:
        return _("Das ist länger als ein Jahr. Übergeben Sie die Koordination dann besser ganz.")
    return None
