"""Periodic work by noun, listed in config/jobs.py."""
