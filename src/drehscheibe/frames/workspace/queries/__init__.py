"""Reads of the rooms that belong to no single domain."""

from .counts import MenuCounts, PartnerCounts, menu_counts, partner_counts
from .drafts import Unfinished, draft_of, is_form_page, title_of, unfinished
from .meetings import NextMeeting
from .today import MOST_CARDS, Suggestion, Today, today
from .today_parts import Card

__all__ = [
    "MOST_CARDS", "Card", "MenuCounts", "NextMeeting", "PartnerCounts", "Suggestion", "Today", "Unfinished", "draft_of",
    "is_form_page", "menu_counts", "partner_counts", "title_of", "today", "unfinished",
]  # fmt: skip
