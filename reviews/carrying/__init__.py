"""Answers of before beside those of today: where they come from, what they are worth, the annex."""
