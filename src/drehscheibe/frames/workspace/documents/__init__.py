"""Papers of the rooms that belong to no single domain."""
