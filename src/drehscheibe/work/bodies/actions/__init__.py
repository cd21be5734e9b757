"""Writes by noun."""
