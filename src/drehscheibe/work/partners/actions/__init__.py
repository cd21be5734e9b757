"""Writes by noun. Import from here."""

from .consents import give_consent, withdraw_consent
from .organisations import add_organisation, change_organisation, note_heard, touch
from .people import add_contact, change_person, find_or_add_person, remove_contact, set_main_contact

__all__ = [
    "add_contact", "add_organisation", "change_organisation", "change_person", "find_or_add_person", "give_consent",
    "note_heard", "remove_contact", "set_main_contact", "touch", "withdraw_consent",
]  # fmt: skip
