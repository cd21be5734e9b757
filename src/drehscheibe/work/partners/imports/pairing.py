"""Which address and which number belong to whom, when several stand in one line."""

import re
from collections.abc import Sequence

from drehscheibe.kit.text import folded

from ..import_data import PersonRead
from ..names import parts
from .words import FREE_MAIL, SHARED_BOXES

_SURE = 2


def is_shared_box(address: str) -> bool:
    """Tell whether several people read a mailbox: "info@…", "kita.sonnenschein@…", "leitung-kita@…"."""
    words = [word for word in re.split(r"[._+\-\d]+", folded_local(address)) if word]
    return bool(words) and any(SHARED_BOXES.fullmatch(word) for word in words)


def folded_local(address: str) -> str:
    return re.sub(r"[^a-z0-9._+\-]", "", address.partition("@")[0].lower())


def is_free_mail(address: str) -> bool:
    """Tell whether an address is at one of the large providers, so that its domain tells nothing."""
    return address.rpartition("@")[2] in FREE_MAIL


def likeness(name: str, address: str) -> int:
    """Return how much an address looks like a name: "a.beispiel@…" is Anna Beispiel's, "info@…" nobody's."""
    first, last = (part.replace(" ", "") for part in parts(name))
    local = folded(address.partition("@")[0]).replace(" ", "")
    if len(last) > 1 and last in local:
        return 4 if first and (first in local or local.startswith(first[0])) else 3
    if first and first in local and len(first) > 1:
        return _SURE
    return _SURE if first and last and local == first[0] + last[0] else 0


def pair_mails(people: list[PersonRead], addresses: Sequence[str]) -> bool:
    """Give the people their addresses; what nobody's name fits becomes a mailbox without a name.

    Returns whether an address went to somebody only because of its place in the row.
    """
    left = [address for address in addresses if not _give_by_likeness(people, address)]
    own = [address for address in left if not is_shared_box(address)]
    without = [person for person in people if person.name and not person.email]
    guessed = len(people) > 1 and bool(own) and bool(without)
    alone = len([person for person in people if person.name]) == 1
    queue = [*own, *(address for address in left if address not in own)] if alone else own
    for person, address in zip(without, queue, strict=False):
        person.email = address
        left.remove(address)
    people += [PersonRead(email=address) for address in left]
    return guessed


def _give_by_likeness(people: Sequence[PersonRead], address: str) -> bool:
    fitting = [(likeness(person.name, address), person) for person in people if person.name and not person.email]
    best = max((score for score, _person in fitting), default=0)
    winners = [person for score, person in fitting if score == best]
    if best < _SURE or len(winners) != 1:
        return False
    winners[0].email = address
    return True


def share_phones(
    people: Sequence[PersonRead], fixed: list[str], mobile: list[str], *, for_person: bool
) -> tuple[str, list[str]]:
    """Give the people their numbers; return the partner's own, and those that are left over.

    The first fixed number is the partner's. Mobile ones are somebody's.
    """
    named = [person for person in people if person.name and not person.phone] or [p for p in people if not p.phone]
    own = "" if for_person or not fixed else fixed[0]
    theirs = fixed if len(fixed) == len(named) > 1 or for_person else fixed[1:]
    rest = [*mobile, *theirs]
    for person, number in zip(named, rest, strict=False):
        person.phone = number
    left = rest[len(named) :]
    if not own and left and not for_person:
        own = left.pop(0)
    return own, left
