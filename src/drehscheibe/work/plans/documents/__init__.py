"""Papers by noun."""
