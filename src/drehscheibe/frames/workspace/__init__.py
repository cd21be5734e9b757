"""The alliance's rooms: dashboard, menu, people, settings, and texts that nobody loses."""
