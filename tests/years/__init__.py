"""Two years as real alliances describe theirs: four meetings with an assembly; every few weeks at another partner's."""
