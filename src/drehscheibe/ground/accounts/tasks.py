"""Periodic work of this app, listed in config/jobs.py."""

from django.contrib.sessions.backends.db import SessionStore


def end_old_sessions() -> None:
    """Delete sessions that have expired; nobody can come back through them."""
    SessionStore.clear_expired()
