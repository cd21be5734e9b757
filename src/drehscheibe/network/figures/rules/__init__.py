"""What holds for the page and the report, without database."""
