"""What holds of plans, without a database."""
