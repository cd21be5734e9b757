"""Papers by noun: letters, the evening's folder, the minutes."""
