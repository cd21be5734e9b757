"""PDFs by noun."""
