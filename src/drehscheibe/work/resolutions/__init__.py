"""Resolutions: how votes are taken, in the room and between meetings, and the register of what was decided."""
