"""The way from a need to the yearly report, in Musterstadt."""
