"""Periodic and long work by noun."""
