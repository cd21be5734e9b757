"""Rhythms to begin with: how alliances have met for years, as data. Each can be changed afterwards."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from drehscheibe.work.bodies.vocabulary import BodyKind

GROUPS = (BodyKind.WORKING, BodyKind.PROJECT, BodyKind.INTEREST)
FRAME = (
    (_("Begrüßung und Protokoll vom letzten Mal"), "information", 10),
    (_("Neues von den Partnern"), "discussion", 30),
    (_("Stand der Vorhaben"), "discussion", 40),
    (_("Beschlüsse"), "decision", 20),
    (_("Nächste Termine und Verschiedenes"), "information", 20),
)
"""What a meeting begins with, where nobody has written a frame of their own."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which body meets how often; the first kind that exists is taken, `each` takes all bodies of these kinds."""

    kinds: tuple[str, ...]
    weeks_min: int
    weeks_max: int
    rotates: bool = False
    each: bool = False
    starts: str = "17:00"


@dataclass(frozen=True, slots=True)
class Proposal:
    key: str
    name: Promise
    text: Promise
    parts: tuple[Part, ...]


PROPOSALS = (
    Proposal(
        "quartal",
        _("Vier Treffen und eine Vollversammlung im Jahr"),
        _("Das Bündnis trifft sich jedes Vierteljahr, dazu kommt einmal im Jahr die Vollversammlung. Die Gruppen treffen "
          "sich dazwischen. So macht es zum Beispiel Perleberg."),
        (
            Part((BodyKind.PLENUM, BodyKind.STEERING, BodyKind.COORDINATION), 12, 14),
            Part((BodyKind.ASSEMBLY,), 50, 54),
            Part(GROUPS, 8, 12, each=True),
        ),
    ),
    Proposal(
        "reihum",
        _("Alle 4 bis 6 Wochen, jedes Mal bei einem anderen Partner"),
        _("Das Bündnis trifft sich oft und immer woanders: So lernen alle die Häuser der anderen kennen. So macht es zum "
          "Beispiel Grimmen."),
        (Part((BodyKind.PLENUM, BodyKind.ASSEMBLY, BodyKind.STEERING), 4, 6, rotates=True),),
    ),
)  # fmt: skip
