"""Meetings from the plan to the approved minutes: dates and hosts, agenda, invitation, evening, minutes, tasks."""
