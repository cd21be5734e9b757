"""Pages of the offices by noun."""
