"""What comes in from outside: answers of calendar programs."""
