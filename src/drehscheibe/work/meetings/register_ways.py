"""What the register of decisions gives to pages of meetings: addresses, and what became of what was decided before.

A higher app keeps the register, so the frame hands these in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .documents.minutes import Section
from .models import Meeting


@dataclass(frozen=True, slots=True)
class Followed:
    """An earlier decision that comes back at a meeting."""

    decision_id: int
    label: str
    what: str
    became: str


def _nowhere(_slug: str) -> str:
    return ""


def _no_page(_slug: str, _decision_id: int) -> str:
    return ""


def _nothing(_meeting: Meeting) -> Sequence[Followed]:
    return ()


@dataclass(frozen=True, slots=True)
class RegisterWays:
    """`all` and `one` take the slug of the alliance; `followed` leaves out what is confidential, as minutes go round."""

    all: Callable[[str], str] = _nowhere
    one: Callable[[str, int], str] = _no_page
    followed: Callable[[Meeting], Sequence[Followed]] = _nothing


NO_REGISTER = RegisterWays()


def sections_of(meeting: Meeting, register: RegisterWays) -> list[Section]:
    """Return the part of the minutes about earlier decisions; none where nothing came back."""
    rows = [[one.label, one.what, one.became] for one in register.followed(meeting)]
    heads = [_("Beschluss"), _("Was"), _("Stand")]
    return [Section(_("Was aus früheren Beschlüssen wurde"), heads=heads, rows=rows)] if rows else []
