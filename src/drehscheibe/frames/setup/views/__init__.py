"""Views of the set-up by step, and the list of alliances that whoever runs the instance works with."""
