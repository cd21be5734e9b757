"""Who answers for this instance in law, how far its set-up has come, and whether its mail works."""
