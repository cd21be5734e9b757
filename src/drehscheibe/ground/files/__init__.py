"""Files of an alliance: private by default, opened through a door, never by a guessable address."""
