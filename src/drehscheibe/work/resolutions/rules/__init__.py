"""The pure rules of voting: who counts, what the counts are, what they mean. No database, no words."""

from .results import judge
from .room import carriers, votes_there
from .totals import Counts, Right, Totals, totals

__all__ = ["Counts", "Right", "Totals", "carriers", "judge", "totals", "votes_there"]
