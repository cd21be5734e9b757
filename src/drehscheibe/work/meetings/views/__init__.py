"""Pages by noun."""
