"""What each column is about: by the word in its head, and by what stands in it."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from drehscheibe.kit.text import folded

from ..vocabulary import ColumnKind as Kind
from .categories import category_of, is_mere_category
from .cells import says_nothing
from .days import read_day
from .heads import kind_of_head
from .people import is_first_name, is_person, may_be_person
from .phones import find_phones
from .places import has_postcode, is_street, read_address, read_site

SAMPLE = 200

# By contents


def _is_mail(text: str) -> bool:
    return "@" in text or "(at)" in text.lower()


def _is_phone(text: str) -> bool:
    return bool(find_phones(text, bare=True).all) and not has_postcode(text) and not re.fullmatch(r"\d{5}", text)


def _is_address(text: str) -> bool:
    return has_postcode(text) and not re.fullmatch(r"\d{5}", text) and bool(read_address(text).place)


def _is_site(text: str) -> bool:
    return read_site(text) != "" and "@" not in text


def _is_day(text: str) -> bool:
    return len(text) <= 20 and read_day(text) is not None  # noqa: PLR2004  a cell with a day has little else


def _is_organisation(text: str) -> bool:
    return category_of(text) is not None and not is_person(text)


_LOOKS: Final[tuple[tuple[Kind, float, Callable[[str], bool]], ...]] = (
    (Kind.EMAIL, 0.4, _is_mail),
    (Kind.ADDRESS, 0.4, _is_address),
    (Kind.POSTCODE, 0.6, lambda text: re.fullmatch(r"(?:D-)?\d{4,5}", text) is not None),
    (Kind.STREET, 0.4, is_street),
    (Kind.WEBSITE, 0.5, _is_site),
    (Kind.SINCE, 0.6, _is_day),
    (Kind.PHONE, 0.4, _is_phone),
)


def _share(sample: Sequence[str], looks: Callable[[str], bool]) -> float:
    return sum(map(looks, sample)) / len(sample) if sample else 0


def guess(heads: Sequence[str], columns: Sequence[Sequence[str]]) -> list[Kind]:
    """Return what each column is about. `heads` are empty where there are none; `columns` hold what stands below."""
    samples = [[text for text in column[:SAMPLE] if text and not says_nothing(text)] for column in columns]
    kinds = [_of_column(head, sample) for head, sample in zip(heads, samples, strict=True)]
    _settle_first_names(kinds, samples)
    _settle_names(kinds, heads, samples)
    _settle_places(kinds, samples)
    _settle_once(kinds)
    return [
        kind if kind is not None else (Kind.NOTE if sample else Kind.IGNORE)
        for kind, sample in zip(kinds, samples, strict=True)
    ]


def _of_column(head: str, sample: Sequence[str]) -> Kind | None:
    """Believe the head, unless what stands below is plainly something else."""
    said = kind_of_head(head)
    seen = next((kind for kind, least, looks in _LOOKS if _share(sample, looks) >= least), None)
    if said is Kind.IGNORE and _share(sample, _is_mail) == 0:
        return said
    if said is None:
        return Kind.IGNORE if not head and _counts_up(sample) else seen
    if seen is Kind.EMAIL and said not in {Kind.NOTE, Kind.PERSON, Kind.NAME}:
        return Kind.EMAIL
    if said is Kind.PERSON and seen in {Kind.EMAIL, Kind.PHONE} and _share(sample, _has_name) < 0.3:  # noqa: PLR2004  hardly any
        return seen
    if said is Kind.ADDRESS and seen is Kind.WEBSITE:
        return seen
    return said


def _has_name(text: str) -> bool:
    return re.search(r"[A-ZÄÖÜ][a-zäöüß]+ [A-ZÄÖÜ]", text) is not None or is_person(text)


def _counts_up(sample: Sequence[str]) -> bool:
    """Tell whether a column is a running number."""
    numbers = [int(text.rstrip(".")) for text in sample if re.fullmatch(r"\d{1,4}\.?", text)]
    return len(numbers) > 1 and len(numbers) == len(sample) and all(b - a in {0, 1} for a, b in pairwise(numbers))


def _settle_names(kinds: list[Kind | None], heads: Sequence[str], samples: Sequence[Sequence[str]]) -> None:
    """Find the one column with the partners' names, and those with people."""
    for column, sample in enumerate(samples):
        named = folded(heads[column]) in {"name", "namen"}
        free = kinds[column] is None or named
        if named and any(kinds[n] is Kind.NAME and n != column for n in range(len(kinds))):
            kinds[column] = Kind.LAST_NAME if Kind.FIRST_NAME in kinds else Kind.PERSON
            continue
        if free and sample and _share(sample, is_person) + 0.5 * _share(sample, may_be_person) >= 0.5:  # noqa: PLR2004  most
            kinds[column] = Kind.LAST_NAME if named and Kind.FIRST_NAME in kinds else Kind.PERSON
        elif named and Kind.FIRST_NAME in kinds and _share(sample, _is_organisation) < 0.3:  # noqa: PLR2004  hardly any
            kinds[column] = Kind.LAST_NAME
        elif free and sample and len(set(sample)) > 1 and _share(sample, is_mere_category) >= 0.6:  # noqa: PLR2004  most
            kinds[column] = Kind.CATEGORY
    if Kind.NAME not in kinds:
        _find_name(kinds, samples)


def _find_name(kinds: list[Kind | None], samples: Sequence[Sequence[str]]) -> None:
    """Without a head that says so, the partner's name is where most texts tell of one, or the leftmost text."""
    free = [n for n, kind in enumerate(kinds) if kind is None and samples[n] and not _counts_up(samples[n])]
    if not free:
        return
    best = max(free, key=lambda n: (_share(samples[n], _is_organisation), -n))
    short = sum(map(len, samples[best])) / len(samples[best]) < 80  # noqa: PLR2004  a name, not a story
    if _share(samples[best], _is_organisation) >= 0.2 or (best == free[0] and short and Kind.PERSON not in kinds):  # noqa: PLR2004  some
        kinds[best] = Kind.NAME


def _settle_first_names(kinds: list[Kind | None], samples: Sequence[Sequence[str]]) -> None:
    """A column of first names has the last names beside it."""
    for column, kind in enumerate(kinds):
        if kind is None and _share(samples[column], is_first_name) >= 0.6:  # noqa: PLR2004  most
            kinds[column] = Kind.FIRST_NAME
            beside = next(
                (n for n in (column + 1, column - 1) if 0 <= n < len(kinds) and kinds[n] is None and samples[n]), None
            )
            if beside is not None and Kind.LAST_NAME not in kinds:
                kinds[beside] = Kind.LAST_NAME


def _settle_places(kinds: list[Kind | None], samples: Sequence[Sequence[str]]) -> None:
    """Beside postcodes stand the places."""
    if Kind.POSTCODE not in kinds or Kind.PLACE in kinds:
        return
    column = kinds.index(Kind.POSTCODE) + 1
    if column < len(kinds) and kinds[column] is None and samples[column]:
        kinds[column] = Kind.PLACE


_ONCE: Final = (
    Kind.NAME, Kind.CATEGORY, Kind.UNIT, Kind.STREET, Kind.HOUSE_NUMBER, Kind.POSTCODE, Kind.PLACE,
    Kind.WEBSITE, Kind.SINCE, Kind.FIRST_NAME, Kind.LAST_NAME, Kind.MEMBERSHIP, Kind.SPEAKS_FOR,
)  # fmt: skip


def _settle_once(kinds: list[Kind | None]) -> None:
    """A second column of what there can be only one of becomes a note, so that nothing is lost."""
    for kind in _ONCE:
        for column in [n for n, found in enumerate(kinds) if found is kind][1:]:
            kinds[column] = Kind.NOTE
