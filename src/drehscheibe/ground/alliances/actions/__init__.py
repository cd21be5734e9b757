"""Writes of the profile by noun; each is one function, one transaction, one audit entry."""

from drehscheibe.kit.conflicts import ChangedMeanwhile

from .claims import (
    ask_about_claim,
    confirm_claim,
    hand_over_claim,
    pass_claim_on,
    receive_claim,
    refuse_claim,
    renew_claim_link,
    report_claim,
)
from .inquiries import close_inquiry, receive_inquiry
from .live import go_live
from .pictures import add_picture, change_picture
from .profile import (
    become,
    create_alliance,
    dissolve,
    merge_into,
    move_to_slug,
    save_areas,
    save_logo,
    save_profile,
    set_accent,
)
from .publication import (
    confirm,
    confirm_by_link,
    publish,
    renew_confirmation_link,
    report_confirmation_link,
    republish_address,
    start_tending,
)
from .rows import add_row, change_row, move_row, remove_row

__all__ = [
    "ChangedMeanwhile", "add_picture", "add_row", "ask_about_claim", "become", "change_picture", "change_row",
    "close_inquiry", "confirm", "confirm_by_link", "confirm_claim", "create_alliance", "dissolve", "go_live",
    "hand_over_claim", "merge_into", "move_row", "move_to_slug", "pass_claim_on", "publish", "receive_claim",
    "receive_inquiry", "refuse_claim", "remove_row", "renew_claim_link", "renew_confirmation_link", "report_claim",
    "report_confirmation_link", "republish_address", "save_areas", "save_logo", "save_profile", "set_accent",
    "start_tending",
]  # fmt: skip
