"""The pure rules of voting: who counts, what the counts are, what they mean. No database, no words."""

from .results import judge, share, yes_needed
from .room import carriers, votes_there
from .totals import Counts, Right, Totals, totals

__all__ = ["Counts", "Right", "Totals", "carriers", "judge", "share", "totals", "votes_there", "yes_needed"]
