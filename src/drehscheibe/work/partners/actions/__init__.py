"""Writes by noun. Import from here."""

from .consents import give_consent, withdraw_consent
from .organisations import (
    add_organisation,
    add_partner,
    change_organisation,
    note_heard,
    remove_organisation,
    show_change,
    touch,
)  # fmt: skip
from .people import (
    add_contact,
    add_person_at,
    change_contact,
    change_person,
    find_or_add_person,
    remove_contact,
    set_main_contact,
)  # fmt: skip
from .pledges import add_pledge, change_pledge, end_pledge

__all__ = [
    "add_contact", "add_organisation", "add_partner", "add_person_at", "add_pledge", "change_contact",
    "change_organisation", "change_person", "change_pledge", "end_pledge", "find_or_add_person", "give_consent",
    "note_heard", "remove_contact", "remove_organisation", "set_main_contact", "show_change", "touch",
    "withdraw_consent",
]  # fmt: skip
