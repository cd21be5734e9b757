"""What a dashboard is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that waits: what, why, and the one button that leads to it."""

    key: str
    title: str
    text: str
    label: str
    url: str
