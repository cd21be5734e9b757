"""Who acts, and the check that stands at the head of every action."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from .models import Link, Member, OfficeMember, Operator


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody without login, e.g. a family at a public form."""


@dataclass(frozen=True, slots=True)
class Machine:
    """The instance itself: a periodic job, a command of the operator, the demo."""

    name: str


Actor = Member | Link | OfficeMember | Operator | Visitor | Machine


def require(allowed: bool) -> None:
    """Stop an action that its actor may not do; the doors answer 403."""
    if not allowed:
        raise PermissionDenied
