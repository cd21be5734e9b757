"""What people need, added up for a host: how many eat what, not who they are."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_NUMBERS = {"ein": 1, "eine": 1, "einen": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6}
_KINDS = {
    "vegetarisch": r"vegetari",
    "vegan": r"vegan",
    "ohne Gluten": r"gluten",
    "ohne Laktose": r"la[ck]tose",
    "Platz für einen Rollstuhl": r"rollstuhl|rollator",
    "Gebärdensprache": r"gebärd",
    "gut hören (Anlage, vorn sitzen)": r"hörschleife|hörgerät|schwerhörig|induktion",
    "Kinderbetreuung": r"kinderbetreuung|kinder mit",
    "Parkplatz": r"parkplatz",
}
_PARTS = re.compile(r"[,;.\n/+]| und ")
_NUMBER = re.compile(r"\b(\d{1,2}|" + "|".join(_NUMBERS) + r")\b\s*(?:x|×|mal)?", re.I)


@dataclass(frozen=True, slots=True)
class Needs:
    """`known` are kinds with how often, most first; `other` what says something else, in its own words."""

    known: tuple[tuple[str, int], ...] = ()
    other: tuple[str, ...] = ()


def summed(texts: Iterable[str]) -> Needs:
    """Add up what was written into the box "Was brauchen Sie?"; "zwei vegetarisch" are two."""
    known: Counter[str] = Counter()
    other: list[str] = []
    for text in texts:
        found = Counter(kind for part in _PARTS.split(text) for kind in _kinds(part) for _ in range(_number(part)))
        known.update(found)
        if not found and text.strip():
            other.append(text.strip())
    return Needs(tuple(sorted(known.items(), key=lambda pair: (-pair[1], pair[0]))), tuple(other))


def _kinds(part: str) -> list[str]:
    return [kind for kind, pattern in _KINDS.items() if re.search(pattern, part, re.I)]


def _number(part: str) -> int:
    found = _NUMBER.search(part)
    if found is None:
        return 1
    word = found[1].lower()
    return _NUMBERS.get(word) or max(1, int(word))
