"""What holds of meetings, without a database: states, dates and hosts, presence."""
