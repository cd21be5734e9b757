"""What goes by itself after a meeting."""
