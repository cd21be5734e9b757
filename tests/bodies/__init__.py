"""Bodies, their seats and the rules of the game."""
