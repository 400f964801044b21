"""Recordings: how they come in, how they are shown, and what is said in them."""
