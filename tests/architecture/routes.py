"""Every route of the site, read from the URL configuration."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from drehscheibe.ground.tenancy.doors import Door


@dataclass(frozen=True)
class Route:
    name: str
    path: str
    door: Door | None
    takes: tuple[str, ...]
    module: str

    @property
    def literal_words(self) -> tuple[str, ...]:
        """Return the words of the address up to the first part that is filled in."""
        return tuple(self.path.lstrip("^").split("<", 1)[0].rsplit("/", 1)[0].split("/"))


def all_routes() -> list[Route]:
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[Any], before: str) -> Iterator[Route]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            takes = tuple(re.findall(r"<(?:\w+:)?(\w+)>", path))
            module = inspect.unwrap(pattern.callback).__module__
            yield Route(pattern.name or "", path, getattr(pattern.callback, "door", None), takes, module)
