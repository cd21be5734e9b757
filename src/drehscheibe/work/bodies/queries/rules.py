"""The rules that hold in the alliance in scope and in each of its bodies."""

from ..models import Body, Governance
from ..rules import BODY_FIELDS, GAME_FIELDS, Game, with_own
from ..vocabulary import BodyKind


def governance() -> Governance:
    """Return the alliance's rules; unsaved ones of the loose network where nobody has chosen yet."""
    return Governance.objects.first() or Governance()


def game(rules: Governance | None = None) -> Game:
    row = rules or governance()
    return Game(**{name: getattr(row, name) for name in GAME_FIELDS})


def game_of(body: Body, rules: Governance | None = None) -> Game:
    """Return what holds in `body`: the alliance's rules, and where it differs its own."""
    return with_own(game(rules), {name: getattr(body, name) for name in BODY_FIELDS})


def assembly() -> Body | None:
    """Return the assembly of all partners, None where the alliance has none."""
    return Body.objects.filter(kind=BodyKind.ASSEMBLY, closed_on=None).first()


def is_chosen() -> bool:
    """Tell whether somebody has said how the alliance is organised."""
    return Governance.objects.exists()
