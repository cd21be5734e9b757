"""Periodic work and jobs by noun, listed in config/jobs.py."""
