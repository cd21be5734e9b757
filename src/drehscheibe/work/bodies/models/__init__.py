"""Models by noun: rules of the game, bodies and their seats, a group's room."""

from .bodies import Body, JoinWish, Seat
from .governance import Governance
from .room import RoomNote, RoomPaper

__all__ = ["Body", "Governance", "JoinWish", "RoomNote", "RoomPaper", "Seat"]
