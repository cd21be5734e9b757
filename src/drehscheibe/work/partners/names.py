"""Names of people: whether two of them mean the same person."""

from drehscheibe.kit.text import folded


def parts(name: str) -> tuple[str, str]:
    """Return first and last name in plain letters, without title: "Prof. Dr. Anna Beispiel" → ("anna", "beispiel")."""
    words = [word for word in (folded(name) or name.casefold()).split() if word not in _TITLES]
    return (" ".join(words[:-1]), words[-1]) if words else ("", "")


_TITLES = frozenset(["dr", "prof", "dipl", "ing", "med", "phil", "jur", "frau", "herr", "mag"])


def same_person(one: str, other: str) -> bool:
    """Tell whether two names may mean one person: the same last name, and first names that do not contradict.

    "A. Beispiel", "Frau Beispiel" and "Anna Beispiel" may; "Bernd Beispiel" is somebody else.
    """
    (first, last), (other_first, other_last) = parts(one), parts(other)
    if not last or last != other_last:
        return False
    return not first or not other_first or first.startswith(other_first) or other_first.startswith(first)
