"""Is a colour readable? Contrast as WCAG 2.2 defines it, and what follows for an alliance's accent.

Source: WCAG 2.2, "contrast ratio" and "relative luminance"; success criterion 1.4.3 asks for 4.5 to 1.
"""

import re
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

ENOUGH: Final = 4.5
SURFACES_LIGHT: Final = ("#ffffff", "#fffdfa", "#faf6f0", "#f3ece2")
SURFACES_DARK: Final = ("#141311", "#1b1a18", "#262421")
"""All backgrounds on which the accent stands; the same values as in `base.css`."""

_LINEAR_BELOW: Final = 0.04045
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


@lru_cache(maxsize=2048)
def contrast_ratio(a: str, b: str) -> float:
    """Contrast of two #rrggbb colours, from 1.0 (equal) to 21.0 (black on white)."""
    dark, light = sorted((_luminance(a), _luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def accent_problem(color: str) -> str | None:
    """Why `color` cannot be an alliance's accent, in words for the person who chose it; None if it can."""
    if not _HEX.fullmatch(color):
        return _("Bitte geben Sie die Farbe als # und sechs Zeichen an, zum Beispiel #0b5a62.")
    worst = min(contrast_ratio(color, surface) for surface in SURFACES_LIGHT)
    if worst < ENOUGH:
        return _(
            "Diese Farbe ist zu hell: Der Kontrast beträgt %(ratio)s zu 1, nötig sind 4,5 zu 1. "
            "Bitte wählen Sie einen dunkleren Ton."
        ) % {"ratio": f"{int(worst * 10) / 10:.1f}".replace(".", ",")}
    return None


def readable_on_dark(color: str) -> str:
    """The same hue, mixed with just enough white to be readable on our dark surfaces."""
    for step in range(101):
        mixed = _mix_with_white(color, step / 100)
        if all(contrast_ratio(mixed, surface) >= ENOUGH for surface in SURFACES_DARK):
            return mixed
    return "#ffffff"


def accent_stylesheet(color: str) -> str:
    """The few lines served as an alliance's own stylesheet. Raises ValueError for a refused colour."""
    if problem := accent_problem(color):
        raise ValueError(problem)
    return f":root{{--accent-light:{color.lower()};--accent-dark:{readable_on_dark(color)}}}\n"


def _channels(color: str) -> tuple[int, int, int]:
    if not _HEX.fullmatch(color):
        raise ValueError(f"not a #rrggbb colour: {color!r}")
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= _LINEAR_BELOW else float(((value + 0.055) / 1.055) ** 2.4)


def _mix_with_white(color: str, share: float) -> str:
    return "#" + "".join(f"{round(channel + (255 - channel) * share):02x}" for channel in _channels(color))
