"""Calendar entries and feeds, lists."""
