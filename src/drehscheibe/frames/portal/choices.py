"""What the finder offers for filtering: plain pairs, since form fields of several hundred options are slow."""

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.vocabulary import Field, Status
from drehscheibe.kit.ui.frames import Link

from .queries import Asked, Regions


class Option(NamedTuple):
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Select:
    name: str
    label: str
    options: list[Option]


def of(asked: Asked, regions: Regions) -> list[Select]:
    """Return the filters; the Kreise are those of the chosen Land."""
    filters = asked.filters
    laender = [(region.key, region.name) for region in regions.laender.values()]
    selects = [_select("land", _("Land"), _("Alle Länder"), laender, filters.land)]
    if filters.land:
        kreise = [(region.key, region.name) for region in regions.kreise_of(filters.land)]
        selects.append(_select("kreis", _("Kreis oder Stadt"), _("Alle Kreise"), kreise, filters.kreis))
    shown = [(status.value, str(status.label)) for status in Status if status not in (Status.UNKNOWN, Status.MERGED)]
    return [
        *selects,
        _select(
            "feld", _("Thema"), _("Alle Themen"), [(code, str(label)) for code, label in Field.choices], filters.field
        ),
        _select("stand", _("Stand"), _("Jeder Stand"), shown, filters.status),
    ]


def _select(name: str, label: str, every: str, pairs: list[tuple[str, str]], chosen: str) -> Select:
    return Select(name, label, [Option(value, text, value == chosen) for value, text in [("", every), *pairs]])


def chips(asked: Asked, regions: Regions, url: str) -> list[Link]:
    """Return what is filtered now; each chip's address takes its filter away."""
    filters = asked.filters
    set_now = {
        "q": asked.text,
        "land": filters.land,
        "kreis": filters.kreis,
        "feld": filters.field,
        "stand": filters.status,
    }
    labels = {
        "land": regions.laender[filters.land].name if filters.land in regions.laender else filters.land,
        "kreis": regions.kreise[filters.kreis].name if filters.kreis in regions.kreise else filters.kreis,
        "feld": str(Field(filters.field).label) if filters.field else "",
        "stand": str(Status(filters.status).label) if filters.status else "",
    }
    return [Link(label, f"{url}?{_without(name, set_now)}".rstrip("?")) for name, label in labels.items() if label]


def _without(name: str, set_now: dict[str, str]) -> str:
    """Leave out one filter. A Kreis goes with its Land."""
    gone = {"land", "kreis"} if name == "land" else {name}
    return urlencode({key: value for key, value in set_now.items() if value and key not in gone})
