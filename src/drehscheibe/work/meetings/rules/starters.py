"""Items that many meetings begin or end with, offered with one click."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from drehscheibe.work.bodies.rules import Game


@dataclass(frozen=True, slots=True)
class Starter:
    """An item to offer; `is_first` puts it before all others."""

    key: str
    title: Promise
    kind: str
    minutes: int
    is_first: bool = True


KEEPER = Starter("protokoll", _("Protokollführung bestimmen"), "information", 5)
LAST_MINUTES = Starter("genehmigen", _("Protokoll des letzten Treffens genehmigen"), "decision", 5)
OPEN_END = Starter("verschiedenes", _("Verschiedenes und nächster Termin"), "discussion", 10, is_first=False)
STARTERS = {one.key: one for one in (KEEPER, LAST_MINUTES, OPEN_END)}


def starters(game: Game, titles: Iterable[str]) -> list[Starter]:
    """Return what to offer: nothing that stands there, approval only where a meeting approves the minutes."""
    there = {title.casefold() for title in titles}
    fitting = [one for one in STARTERS.values() if one is not LAST_MINUTES or game.approval == "next_meeting"]
    return [one for one in fitting if str(one.title).casefold() not in there]
