"""Reads by noun."""
