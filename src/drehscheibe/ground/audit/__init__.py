"""Who did what in an alliance: append-only, numbers instead of names, readable by the alliance."""
