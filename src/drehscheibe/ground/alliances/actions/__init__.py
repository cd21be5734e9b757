"""Writes of the profile by noun; each is one function, one transaction, one audit entry."""

from .inquiries import close_inquiry, receive_inquiry
from .profile import (
    create_alliance,
    dissolve,
    merge_into,
    move_to_slug,
    save_areas,
    save_logo,
    save_profile,
    set_accent,
)
from .publication import confirm, publish, republish_address
from .rows import ChangedMeanwhile, add_row, change_row, move_row, remove_row

__all__ = [
    "ChangedMeanwhile", "add_row", "change_row", "close_inquiry", "confirm", "create_alliance", "dissolve", "merge_into", "move_row",
    "move_to_slug", "publish", "receive_inquiry", "remove_row", "republish_address", "save_areas", "save_logo",
    "save_profile", "set_accent",
]  # fmt: skip
