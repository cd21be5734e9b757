"""Reads of the rooms that belong to no single domain."""

from .counts import MenuCounts, PartnerCounts, menu_counts, partner_counts
from .drafts import Unfinished, draft_of, is_form_page, title_of, unfinished
from .today import MOST_CARDS, Card, Suggestion, Today, today

__all__ = [
    "MOST_CARDS", "Card", "MenuCounts", "PartnerCounts", "Suggestion", "Today", "Unfinished", "draft_of",
    "is_form_page", "menu_counts", "partner_counts", "title_of", "today", "unfinished",
]  # fmt: skip
