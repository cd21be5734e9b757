"""A person's own page by link: what is open in all domains, what is kept about her, and its erasure."""
