"""Meetings: planning, agenda, invitation, calendar, evening, minutes."""
