"""What an example is; the examples themselves stand in `examples.py` and, by part, in its neighbours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.ground.tenancy.roles import Role
from drehscheibe.work.bodies.models import Body
from tests.meetings import making

PAGE = frozenset({200, 302})
NOT_HERE = frozenset({404})
NO_FACTOR = frozenset({302, 404})


@dataclass(frozen=True)
class Example:
    fill: Callable[[], dict[str, Any]] = dict
    ok: frozenset[int] = PAGE


def token(purpose: str, subject_id: int, *, to: str = "neu@example.org") -> dict[str, Any]:
    """Return the token of a new link."""
    day = timedelta(days=1)
    return {"token": links.issue(purpose=purpose, subject_id=subject_id, recipient=to, lifetime=day)[1]}


def led_body(name: str = "AG Feste") -> Body:
    """Return a group with a lead: its pages open to nobody else of her role."""
    lead = next((member for member in Member.objects.all() if member.roles == [Role.GROUP_LEAD]), None)
    return making.body(name, lead=lead)
