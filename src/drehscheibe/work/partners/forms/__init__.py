"""Forms by noun."""
