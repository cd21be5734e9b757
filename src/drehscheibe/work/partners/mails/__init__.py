"""Mails by noun."""
