"""What a dashboard is made of."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from drehscheibe.ground.tenancy.models import Alliance

from ..rules import number_word


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that waits: what, why, and the one button that leads to it."""

    key: str
    title: str
    text: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A card about a number of things of one kind. `text` says how many, in words: `count` chooses its form."""

    key: str
    title: Promise | str
    text: Promise | str
    label: Promise | str
    page: str
    query: str = ""


def counted(alliance: Alliance, kind: Kind, number: int, first: int | None = None) -> Card | None:
    """Return the card for `number` things, None for none; with `first` it leads to the first one's page."""
    if not number:
        return None
    text = str(kind.text % {"count": number, "number": number_word(number).capitalize()})
    url = reverse(kind.page, args=[alliance.slug, *([first] if first else [])])
    return Card(kind.key, str(kind.title), text, str(kind.label), url + kind.query)
