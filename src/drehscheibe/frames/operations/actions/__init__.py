"""Backup and restore, for the commands and the nightly job."""

from .backup import Made, back_up
from .restore import HELD, Restored, restore

__all__ = ["HELD", "Made", "Restored", "back_up", "restore"]
