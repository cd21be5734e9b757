"""Rules of voting: pure functions by noun."""
