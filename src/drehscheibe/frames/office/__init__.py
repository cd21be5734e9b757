"""Pages of the state and national offices: what is published across the network, never a room."""
