"""Tables by noun."""
