"""Writes by noun: rules of the game, bodies, seats, joining, a group's room."""

from .bodies import change_body, change_body_rules, close_body, move_body, open_body, reopen_body
from .joining import accept_wish, decline_wish, join, leave, wish_to_join
from .room import add_paper, remove_note, remove_paper, write_note
from .rules import change_rules, choose_preset
from .seats import change_seat, end_seat, end_seats_of_former_partners, give_seats, remind_of_terms

__all__ = [
    "accept_wish", "add_paper", "change_body", "change_body_rules", "change_rules", "change_seat", "choose_preset",
    "close_body", "decline_wish", "end_seat", "end_seats_of_former_partners", "give_seats", "join", "leave",
    "move_body", "open_body", "remind_of_terms", "remove_note", "remove_paper", "reopen_body", "wish_to_join",
    "write_note",
]  # fmt: skip
