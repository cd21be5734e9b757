"""Reads by noun; each needs the alliance in scope."""
