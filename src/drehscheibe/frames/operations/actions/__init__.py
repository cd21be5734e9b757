"""Backup and restore, for the commands and the nightly job."""

from .backup import Made, back_up
from .restore import Restored, restore

__all__ = ["Made", "Restored", "back_up", "restore"]
