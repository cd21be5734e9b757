"""What the finder offers for filtering, without form fields: those take too long for hundreds of options."""

from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.vocabulary import Field, Status
from drehscheibe.kit.ui.frames import Link

from .queries import Asked, Regions


@dataclass(frozen=True, slots=True)
class Select:
    """A list to choose from. Its options are markup already: forty of them would take the template longer than a page."""

    name: str
    label: str
    options: SafeString


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
    options = [
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in [("", every), *pairs]
    ]
    return Select(name, label, SafeString("".join(options)))


def chips(asked: Asked, regions: Regions, url: str) -> list[Link]:
    """Return what is filtered now; each chip's address takes its filter away."""
    filters = asked.filters
    set_now = {
        **dict(asked_for(asked)),
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


def asked_for(asked: Asked) -> list[tuple[str, str]]:
    """Return what was searched, as a parameter to keep while filtering: the words, or the place chosen from several."""
    if asked.text:
        return [("q", asked.text)]
    return [("ort", asked.place.ags)] if asked.place else []


def _without(name: str, set_now: dict[str, str]) -> str:
    """Leave out one filter. A Kreis goes with its Land."""
    gone = {"land", "kreis"} if name == "land" else {name}
    return urlencode({key: value for key, value in set_now.items() if value and key not in gone})
