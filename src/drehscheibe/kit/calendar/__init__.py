"""Writes iCalendar (RFC 5545) as text: what calendar programs read, from plain values. Knows nothing of meetings."""
