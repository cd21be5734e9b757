"""People as they stand in cells: several at once, last name first, with titles, offices and remarks around them."""

import re

from drehscheibe.kit.text import folded

from ..import_data import PersonRead
from .categories import category_of
from .words import FIRST_NAMES, PARTICLES, ROLES, SALUTATIONS, TITLES

_SPLIT = re.compile(r" ?(?:[;\n\0|&+]|\bund\b|\bu\.(?= )|\bsowie\b|\boder\b|/(?!-?in\b|-?innen\b)) ?", re.I)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_DASH = re.compile(r" [-–—] |: ")
_INITIAL = re.compile(r"[A-ZÄÖÜ]\.?(?:-?[A-ZÄÖÜ]\.?)?")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-–][^\W\d_]+)*\.?")
_GREETINGS = {"fr": "Frau", "he": "Herr", "hr": "Herr", "fa": "Familie"}
_LONGEST_NAME, _LONGEST_ROLE = 120, 120
_MOST_WORDS = 5
_LONGEST = 200


def read_people(text: str) -> list[PersonRead]:
    """Return the people of a cell, with what they are where it says so.

    "Anna Beispiel, Bernd Muster", "Beispiel, Anna; Muster, Bernd", "Frau Dr. Beispiel (Leitung) und Herr Muster",
    "Anna und Bernd Muster" are two people each.
    """
    found: list[PersonRead] = []
    for piece in _SPLIT.split(text):
        _share_last_name(found, people := _by_commas(piece))
        found += people
    return found


def _by_commas(piece: str) -> list[PersonRead]:
    parts = [part.strip() for part in piece.split(",") if part.strip(" .-–()")]
    found: list[PersonRead] = []
    while parts:
        part = parts.pop(0)
        if found and is_role(part):
            found[-1].role = _joined(found[-1].role, part)
        elif found and not TITLES.sub("", part).strip(" ."):
            found[-1].name = f"{part} {found[-1].name}"
        elif parts and _is_last_first(part, parts[0], alone=len(parts) == 1 and not found):
            found += _one(f"{parts.pop(0)} {part}")
        else:
            found += _one(part)
    return found


def _joined(one: str, other: str) -> str:
    return f"{one}, {other}".strip(", ")[:_LONGEST_ROLE]


def _one(text: str) -> list[PersonRead]:
    """Return a person with her office; nobody where a text holds neither."""
    person = PersonRead()
    for remark in _BRACKETS.findall(text):
        person.role = _joined(person.role, remark.strip())
    rest = _BRACKETS.sub(" ", text)
    names: list[str] = []
    for part in _DASH.split(rest):
        if is_role(part) and not is_person(part):
            person.role = _joined(person.role, _offices_of(part, names))
        else:
            names.append(part)
    person.name = _tidy(" ".join(names))[:_LONGEST_NAME]
    person.role = person.role.strip(" ,;:-–")
    return [person] if person.name or person.role else []


def _offices_of(part: str, names: list[str]) -> str:
    """Part "Leiterin Anna Beispiel" into office, which is returned, and name, which goes to `names`."""
    words = part.split()
    for cut in range(1, len(words)):
        if is_person(" ".join(words[cut:])):
            names.append(" ".join(words[cut:]))
            return " ".join(words[:cut])
    return part.strip()


def _tidy(name: str) -> str:
    bare = SALUTATIONS.sub("", f"{name.strip()} ").strip()
    if " " not in bare and bare and (greeting := SALUTATIONS.search(f"{name} ")):
        bare = f"{_GREETINGS[greeting[0].strip().lower()[:2]]} {bare}"
    return " ".join(bare.split()).strip(" ,;:-–.\"'")


def _share_last_name(before: list[PersonRead], people: list[PersonRead]) -> None:
    """Make "Anna" of "Anna und Bernd Muster" a Muster too."""
    if not before or not people or " " in before[-1].name or " " not in people[0].name:
        return
    if folded(before[-1].name) in FIRST_NAMES:
        before[-1].name = f"{before[-1].name} {people[0].name.split()[-1]}"


# Telling people from other texts


def is_role(text: str) -> bool:
    """Tell whether a text names an office: "stellv. Leiterin", "1. Vorsitzender"."""
    return len(text) <= _LONGEST and ROLES.search(folded(text)) is not None


def is_person(text: str) -> bool:
    """Tell whether a text is surely the name of one person: it greets her, has her title, or a usual first name."""
    if len(text) > _LONGEST or "\n" in text or "@" in text:
        return False
    greeted = SALUTATIONS.match(f"{text} ") is not None
    bare = TITLES.sub(" ", SALUTATIONS.sub("", f"{_BRACKETS.sub(' ', text)} ")).strip()
    if not bare or any(letter.isdigit() for letter in bare):
        return False
    last, comma, first = bare.partition(",")
    if comma:
        return _is_last_first(last, first, alone=False) and category_of(last) is None
    words = bare.split()
    if not all(_is_name_word(word) for word in words) or len(words) > _MOST_WORDS:
        return False
    if greeted or (TITLES.search(text) and len(words) > 1):
        return True
    return len(words) > 1 and _is_first_name(words[0]) and category_of(bare) is None and not is_role(bare)


def may_be_person(text: str) -> bool:
    """Tell whether a text looks like a name, whatever the first name: two or three words, no kind of partner."""
    words = TITLES.sub(" ", text).replace(",", " ").split()
    return 2 <= len(words) <= 3 and all(map(_is_name_word, words)) and category_of(text) is None and not is_role(text)  # noqa: PLR2004  first, middle, last


def _is_name_word(word: str) -> bool:
    return _WORD.fullmatch(word) is not None and (word[0].isupper() or word in PARTICLES)


def is_first_name(text: str) -> bool:
    """Tell whether a text is nothing but usual first names."""
    words = text.split()
    return 0 < len(words) <= 3 and all(_is_first_name(word) for word in words)  # noqa: PLR2004  nobody writes more


def _is_first_name(word: str) -> bool:
    return _INITIAL.fullmatch(word) is not None or any(part in FIRST_NAMES for part in folded(word).split()[:1])


def _is_last_first(last: str, first: str, *, alone: bool) -> bool:
    """Tell whether two parts are one name turned round. `alone`: the cell has no other part."""
    if SALUTATIONS.match(f"{last} ") or SALUTATIONS.match(f"{first.strip()} ") or is_role(first):
        return False
    first_words, last_words = TITLES.sub(" ", first).split(), TITLES.sub(" ", last).split()
    last_names = [word for word in last_words if word not in PARTICLES]
    if not first_words or not last_names or not all(map(_is_name_word, [*first_words, *last_words])):
        return False
    if len(first_words) > 2 or len(last_names) > 2 or (len(last_names) > 1 and _is_first_name(last_words[0])):  # noqa: PLR2004  double names
        return False
    return _is_first_name(first_words[0]) or (alone and len(first_words) == len(last_names) == 1)
