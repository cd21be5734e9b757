"""A chain as a path: where something came from and what became of it, each step a link (`ui/components/path.html`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.http import HttpRequest

from .frames import Link


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `kind` is its word („Bedarf“), `label` what it is called, `state` how it stands, in words.

    Without `url` there is nothing to open, because it is not there yet or not for this reader.
    """

    kind: str
    label: str = ""
    url: str = ""
    state: str = ""
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """The steps in order, and what can be done next: „Maßnahme anlegen“."""

    steps: Sequence[Step] = ()
    ways: Sequence[Link] = ()


PathOf: TypeAlias = Callable[[Any, HttpRequest], Path]
"""Takes a row of a domain and the request of whoever reads; a frame that knows all domains gives it."""


def no_path(_row: Any, _request: HttpRequest) -> Path:
    return Path()
