"""Reads the demo's TOML files; their format is checked by the tests."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "content"
_NOT_ALLIANCES = frozenset({"inquiries", "meetings", "partners", "people", "plans", "portal_texts", "territories"})

# For everybody in the demo. It opens invented data on a machine of one's own, nothing else.
PASSWORD = "familie-demo"  # noqa: S105  see above

GUEST = "gast"


def key_of(person: dict[str, Any]) -> str:
    """Return what stands for a person in an address."""
    email: str = person["email"]
    return email.partition("@")[0].replace(".", "-")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def alliances() -> list[dict[str, Any]]:
    """Return all alliances of the demo, real and invented, by address."""
    names = sorted(file.stem for file in _FOLDER.glob("*.toml"))
    return [_read(name) for name in names if name not in _NOT_ALLIANCES]


@cache
def people() -> list[dict[str, Any]]:
    """Return the invented people who can log in."""
    found: list[dict[str, Any]] = _read("people")["people"]
    return found


def people_of(slug: str) -> list[dict[str, Any]]:
    """Return those who belong to an alliance."""
    return [person for person in people() if person.get("alliance") == slug]


def inquiries() -> list[dict[str, Any]]:
    """Return the messages to Musterstadt, the oldest first."""
    found: list[dict[str, Any]] = _read("inquiries")["inquiries"]
    return found


def partners() -> list[dict[str, Any]]:
    """Return the partners of Musterstadt."""
    found: list[dict[str, Any]] = _read("partners")["partners"]
    return found


def application() -> dict[str, Any]:
    """Return who asks to join Musterstadt."""
    found: dict[str, Any] = _read("partners")["application"]
    return found


def bodies() -> list[dict[str, Any]]:
    """Return the groups of Musterstadt."""
    found: list[dict[str, Any]] = _read("meetings")["bodies"]
    return found


def meetings() -> list[dict[str, Any]]:
    """Return two years of meetings of Musterstadt and those to come."""
    found: list[dict[str, Any]] = _read("meetings")["meetings"]
    return found


def plans() -> dict[str, Any]:
    """Return needs, projects, measures, positions and a vote of Musterstadt."""
    return _read("plans")


def territories() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _read("territories")["territories"]
    return found
