"""What the set-up guesses, so that there is less to type."""

import re

_POSTCODE_AND_PLACE = re.compile(r"\b(\d{5})\s+([^\d,;\n]+)")

_KREISE = ("Landkreis", "Kreis")


def place_in(address: str) -> str:
    """Return postcode and place of a postal address, "" where there are none: "Markt 1, 19348 Perleberg"."""
    found = _POSTCODE_AND_PLACE.findall(address)
    return " ".join(found[-1]).strip() if found else ""


def name_for(place: str) -> str:
    return f"Lokales Bündnis für Familie {place}".strip()


def sentence_for(place: str) -> str:
    """Return a sentence that is true of every alliance, to begin with."""
    where = f"{'im' if place.startswith(_KREISE) else 'in'} {place}" if place else "vor Ort"
    return f"Verwaltung, Vereine, Betriebe, Kitas und Familien arbeiten zusammen, damit es Familien {where} gut geht."


def candidates(*names: str) -> list[str]:
    """Return addresses to try, from the plainest on; `names` are already parts of an address."""
    first, *others = names
    return [
        first,
        *(f"{first}-{other}" for other in others if other),
        *(f"{first}-{number}" for number in range(2, 100)),
    ]
