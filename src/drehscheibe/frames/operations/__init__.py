"""Running an instance: backup, restore, and what the operator sees of its state."""
