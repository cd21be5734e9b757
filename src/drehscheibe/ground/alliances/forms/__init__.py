"""Forms of the profile: its parts, its lists, its area and logo, and what came in."""

from .claims import ClaimFilterForm, HandOverClaimForm, TextForm
from .lists import LISTS, ListSection, PictureForm, RowForm
from .parts import PARTS, Part, PartForm
from .single import FilterForm, LogoForm, PlaceForm

__all__ = [
    "LISTS",
    "PARTS",
    "ClaimFilterForm",
    "FilterForm",
    "HandOverClaimForm",
    "ListSection",
    "LogoForm",
    "Part",
    "PartForm",
    "PictureForm",
    "PlaceForm",
    "RowForm",
    "TextForm",
]
