"""What the worker does for the yearly report: its draft in January, its file."""
