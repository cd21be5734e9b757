"""What a higher app puts on a meeting's page: where an item came from, what became of it, other ways on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.http import HttpRequest

from drehscheibe.kit.ui.frames import Link

from .models import Meeting


@dataclass(frozen=True, slots=True)
class Ways:
    """`items` are those with something to tell, each with its links; `links` are further buttons of the page."""

    items: Sequence[tuple[str, Sequence[Link]]] = ()
    links: Sequence[Link] = ()


WaysOf: TypeAlias = Callable[[Meeting, HttpRequest], Ways]


def no_ways(_meeting: Meeting, _request: HttpRequest) -> Ways:
    return Ways()
