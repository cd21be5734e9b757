"""Models by noun: the one page, the yearly report, the figures that an alliance releases."""

from .page import PageShare, PageText
from .report import ReleasedFigures, YearReport

__all__ = ["PageShare", "PageText", "ReleasedFigures", "YearReport"]
