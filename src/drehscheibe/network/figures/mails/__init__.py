"""Mails by noun: the link to the page, the report that is ready."""
