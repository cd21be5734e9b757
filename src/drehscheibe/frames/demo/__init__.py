"""Believable demo data, loaded once, and the bar that lets a newcomer look at it as different people."""
