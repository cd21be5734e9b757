"""A person's own page by link."""
