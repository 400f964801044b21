"""The roster: who comes on it and leaves it, how balanced it is, how much each has taken."""
