"""Documents by noun."""
